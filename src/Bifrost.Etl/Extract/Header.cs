using Bifrost.Etl.Clean;
using Bifrost.Etl.Tables;

namespace Bifrost.Etl.Extract;

/// <summary>What the first line of a file says: its table, and where each of the table's columns is.</summary>
/// <param name="Positions">For each column of the table, the position of its field in a line.</param>
internal sealed record Header(EtlTable Table, IReadOnlyList<int> Positions)
{
    /// <summary>The publisher's delimiter.</summary>
    public const char Delimiter = ';';

    private static readonly char[] OtherDelimiters = [',', '\t', '|', ':'];

    /// <summary>Null where the line is not the header of any table.</summary>
    /// <exception cref="EtlException">The line is the header of a table, but with another delimiter, or with columns missing, unknown or named twice.</exception>
    public static Header? Read(string file, string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return null;
        var names = Names(line, Delimiter);
        if (Nearest(names) is { } table)
            return new(table, Place(file, table, names));
        foreach (var other in OtherDelimiters)
        {
            if (Nearest(Names(line, other)) is not null)
                throw EtlFaults.WrongDelimiter(file, other);
        }
        return null;
    }

    private static string[] Names(string line, char delimiter) =>
        [.. FieldSplitter.Split(line, delimiter).Select(static name => Composition.WithoutAccents(name.Trim().Trim('\uFEFF', '"')).ToUpperInvariant().Replace(' ', '_'))];

    /// <summary>The table whose columns fit best, where at least half of them are there.</summary>
    private static EtlTable? Nearest(string[] names) => EtlTable.All
        .Select(table => (table, found: table.Columns.Count(column => names.Any(column.IsSpelt))))
        .Where(static fit => fit.found * 2 >= fit.table.Columns.Count)
        .OrderByDescending(fit => fit.found * 3 - fit.table.Columns.Count - names.Length)
        .Select(static fit => fit.table)
        .FirstOrDefault();

    private static List<int> Place(string file, EtlTable table, string[] names)
    {
        var positions = table.Columns.Select(column => Array.FindIndex(names, column.IsSpelt)).ToList();
        var missing = table.Columns.Where((_, i) => positions[i] < 0).Select(static column => column.Name.ToUpperInvariant()).ToList();
        var unknown = names.Where(name => !table.Columns.Any(column => column.IsSpelt(name))).ToList();
        var twice = table.Columns.Where(column => names.Count(column.IsSpelt) > 1).Select(static column => column.Name.ToUpperInvariant()).ToList();
        if (missing.Count + unknown.Count + twice.Count > 0)
            throw EtlFaults.WrongHeader(file, table, missing, unknown, twice);
        return positions;
    }
}
