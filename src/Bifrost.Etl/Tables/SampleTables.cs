namespace Bifrost.Etl.Tables;

/// <summary>The tables that the sample loads into, in the source's schema <c>raw</c>.</summary>
public static class SampleTables
{
    /// <summary>The schema of all three tables.</summary>
    public const string Schema = "raw";

    /// <summary>The tables' names in the schema.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. EtlTable.All.Select(static table => table.Name)];

    /// <summary>
    /// The SQL that creates schema and tables where they are missing; running it again changes nothing. PostgreSQL 15 or later
    /// (<c>unique nulls not distinct</c>). Whoever runs it owns the tables. A loader needs USAGE on the schema, SELECT, INSERT, UPDATE and
    /// DELETE on the tables, and TEMPORARY on the database; nothing on the identity sequences.
    /// </summary>
    public static string Script { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(SampleTables).Assembly.GetManifestResourceStream("Bifrost.Etl.Tables.sample-tables.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
