using Bifrost.Catalogs;
using Bifrost.Topology;

namespace Bifrost.Templates.Parameters;

/// <summary>What the template of a sink is given.</summary>
internal static class SinkParameters
{
    // Before this version the transform knows 'tombstone', which keeps a schema beside the null.
    private static readonly PluginVersion DeleteToTombstone = new(3, 2, 0);

    public static IReadOnlyDictionary<string, object?> Of(Target target, Cluster cluster, BifrostTopology topology)
    {
        var sources = topology.SourcesOf(target);
        return new Dictionary<string, object?>
        {
            ["name"] = target.ConnectorName,
            ["topology"] = topology.Name,
            ["database"] = DatabaseParameters.Of(target.Connection, target.Dialect),
            ["dialect"] = target.Dialect == Dialect.Postgres ? "postgresql" : target.Dialect.ToString().ToLowerInvariant(),
            ["postgres"] = target.Dialect == Dialect.Postgres,
            ["topicsRegex"] = TopicPatterns.Of(sources, target.Tables),
            ["naming"] = target.Naming,
            ["insert"] = target.Insert,
            ["deletes"] = target.Deletes,
            ["truncates"] = target.Truncates,
            ["evolution"] = target.Evolution,
            ["evolves"] = target.Evolution == "basic",
            ["route"] = Route(target, sources, cluster),
            ["converter"] = ConverterKeys.Of(cluster.Converter),
        };
    }

    private static Dictionary<string, object?> Route(Target target, IReadOnlyList<Source> sources, Cluster cluster) => new()
    {
        ["regex"] = $@"(?:{string.Join('|', sources.Select(source => Wildcard.ToRegex(source.TopicPrefix)))})\.([^.]+)\.(.+)",
        ["replacement"] = target.Naming
            .Replace("${topic}", "$0", StringComparison.Ordinal)
            .Replace("${source.schema}", "$1", StringComparison.Ordinal)
            .Replace("${source.table}", "$2", StringComparison.Ordinal),
        ["deletes"] = !target.Deletes ? "drop" : PluginVersion.Parse(cluster.Versions.Debezium) < DeleteToTombstone ? "tombstone" : "delete-to-tombstone",
    };
}
