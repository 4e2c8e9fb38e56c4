using System.Text.RegularExpressions;

namespace Bifrost.Topology;

/// <summary>
/// The table of beats: one row for each source connector. It is replicated like any other table, so the age of its row on a target is the age of what that target holds.
/// </summary>
public static partial class HeartbeatTable
{
    /// <summary>Its columns in PostgreSQL's words: the source connector's name, and the source server's clock at the last beat.</summary>
    public const string Columns = "source text primary key, beat_at timestamp with time zone not null";

    /// <summary>The table as SQL names it, whatever letters it has.</summary>
    /// <param name="table"><c>schema.table</c>.</param>
    public static string Quoted(string table) => string.Join('.', table.Split('.', 2).Select(static part => $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    /// <summary>The statement of one beat, run on the source.</summary>
    /// <param name="table"><c>schema.table</c>.</param>
    public static string BeatOf(string table, string connector) =>
        $"insert into {Quoted(table)} (source, beat_at) values ('{connector.Replace("'", "''", StringComparison.Ordinal)}', now()) on conflict (source) do update set beat_at = excluded.beat_at";

    /// <summary>The table of a statement that <see cref="BeatOf"/> wrote for this connector; null for any other statement.</summary>
    public static string? TableOf(string statement, string connector) =>
        Target().Match(statement) is { Success: true } match && $"{Unquoted(match, "schema")}.{Unquoted(match, "table")}" is var table && BeatOf(table, connector) == statement ? table : null;

    private static string Unquoted(Match match, string group) => match.Groups[group].Value.Replace("\"\"", "\"", StringComparison.Ordinal);

    [GeneratedRegex("""\Ainsert into "(?<schema>([^"]|"")+)"\."(?<table>([^"]|"")+)" """, RegexOptions.CultureInvariant)]
    private static partial Regex Target();
}
