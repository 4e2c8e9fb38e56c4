using System.Text.RegularExpressions;
using Bifrost.Topology;

namespace Bifrost.Templates.Parameters;

/// <summary>
/// The regular expression of the topics that a sink reads: those of the tables that its sources capture and that it takes, and never those of heartbeats
/// (<c>__debezium-heartbeat.prefix</c>) or of transactions (<c>prefix.transaction</c>), which have no schema in their names, or of signals.
/// </summary>
internal static partial class TopicPatterns
{
    private const string AnyTable = "*.*";

    public static string Of(IReadOnlyList<Source> sources, NameFilter tables)
    {
        var topics = sources.SelectMany(source => Included(source, tables).Select(table => Topic(source.TopicPrefix, table))).Distinct(StringComparer.Ordinal).ToList();
        var excluded = sources.SelectMany(source => tables.Exclude.Concat(Signals(source, tables)).Select(table => Topic(source.TopicPrefix, table))).ToList();
        var taken = topics.Count == 1 ? topics[0] : $"({string.Join('|', topics)})";
        return excluded.Count == 0 ? taken : $"(?!(?:{string.Join('|', excluded)})$){taken}";
    }

    // Debezium sends the rows of the table of signals to a topic of its own, captured or not.
    private static IEnumerable<string> Signals(Source source, NameFilter tables) =>
        source.Signals is { Table: var signals } && Included(source, tables).Any(table => Wildcard.Matches(table, signals)) ? [signals] : [];

    private static IEnumerable<string> Included(Source source, NameFilter tables)
    {
        if (tables.Include.Count > 0)
            return tables.Include;
        if (source.Tables.Include.Count > 0)
            return source.Tables.Include;
        return source.Schemas.Include.Count > 0 ? source.Schemas.Include.Select(schema => $"{schema}.*") : [AnyTable];
    }

    private static string Topic(string prefix, string table)
    {
        // Debezium writes an underscore for each letter that Kafka does not know in a topic's name.
        var known = Unknown().Replace(table, "_");
        return $@"{Wildcard.ToRegex(prefix)}\.{Wildcard.ToRegex(known).Replace(".*", "[^.]*", StringComparison.Ordinal)}";
    }

    [GeneratedRegex("[^A-Za-z0-9._*?-]")]
    private static partial Regex Unknown();
}
