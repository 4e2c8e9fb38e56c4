using System.Text.RegularExpressions;
using Bifrost.Topology;
using Bifrost.Topology.Tables;

namespace Bifrost.Templates;

/// <summary>The topics of a source's tables, as Debezium names them.</summary>
public static partial class CapturedTopics
{
    /// <returns>One topic for each captured table; null where the tables are not known: there is no snapshot of them, and the topology names them by wildcards.</returns>
    public static IReadOnlyList<string>? Of(Source source, SourceTables known)
    {
        var tables = known.Of(source.Name) is { } database
            ? database.Tables.Select(static table => table.FullName).Where(source.Tables.Matches)
            : source.Tables.Include.Count > 0 && !source.Tables.Include.Any(Wildcard.IsWild) ? source.Tables.Include : null;
        return tables is null ? null : [.. tables.Where(table => source.Schemas.Matches(table.Split('.', 2)[0])).Select(table => $"{source.TopicPrefix}.{Unknown().Replace(table, "_")}")];
    }

    /// <summary>Debezium writes an underscore for each letter that Kafka does not know in a topic's name.</summary>
    [GeneratedRegex("[^A-Za-z0-9._-]")]
    private static partial Regex Unknown();
}
