using System.Text.Json;
using Bifrost.Topology;
using Bifrost.Topology.Tables;

namespace Bifrost.Templates.Findings;

/// <summary>What the rendered connectors cannot carry. Offline: from the topology, the files and the snapshot of tables alone.</summary>
public static class ConnectorFindings
{
    /// <summary>Of every Kafka Connect cluster; the embedded worker carries values as PostgreSQL writes them, and refuses what it cannot do.</summary>
    /// <param name="rendered">What <see cref="ConnectorRenderer.Render"/> gave for the same topology and tables.</param>
    /// <returns>Those that the topology does not accept: by cluster and connector, then in the order of tables, columns and rules.</returns>
    public static IReadOnlyList<ConnectorFinding> Of(BifrostTopology topology, IReadOnlyList<RenderedConnector> rendered, SourceTables tables) =>
        [.. All(topology, rendered, tables).Where(finding => !topology.Accepted.Any(accepted => accepted.Covers(finding.Rule, finding.Table, finding.Column)))];

    /// <summary>Entries of <c>accept</c> that cover no finding: mistyped, or no longer needed.</summary>
    public static IReadOnlyList<AcceptedFinding> Unneeded(BifrostTopology topology, IReadOnlyList<RenderedConnector> rendered, SourceTables tables)
    {
        var all = All(topology, rendered, tables).ToList();
        return [.. topology.Accepted.Where(accepted => !all.Any(finding => accepted.Covers(finding.Rule, finding.Table, finding.Column)))];
    }

    private static IEnumerable<ConnectorFinding> All(BifrostTopology topology, IReadOnlyList<RenderedConnector> rendered, SourceTables tables) =>
        topology.Clusters.Where(static cluster => cluster.Kind == ClusterKind.KafkaConnect)
            .SelectMany(cluster => topology.Sources.Select(source => Case(source, cluster, topology, rendered, tables))).SelectMany(Of);

    private static IEnumerable<ConnectorFinding> Of(SourceCase source)
    {
        var ofSource = TableRules.OfSource.SelectMany(rule => rule.Details(source).Select(detail => Finding(rule.Id, rule.Severity, source, null, null, rule.What, rule.Fix, detail)));
        return ofSource.Concat(source.Tables.SelectMany(table => Of(source, table)));
    }

    private static IEnumerable<ConnectorFinding> Of(SourceCase source, CapturedTable table)
    {
        foreach (var rule in TableRules.All.Where(rule => rule.Applies(source, table)))
            yield return Finding(rule.Id, rule.Severity, source, table, null, rule.What, rule.Fix);
        if (!source.SinksOf(table).Any(static sink => sink.IsMeasured))
            yield break;
        foreach (var column in table.Columns.Where(column => source.Captures(table, column)).Select(column => new ColumnCase(source, table, column)))
        {
            foreach (var rule in ColumnRules.All.Where(rule => rule.Applies(column)))
                yield return Finding(rule.Id, rule.Severity, source, table, column.Column, rule.What, rule.Fix);
        }
    }

    private static ConnectorFinding Finding(string rule, FindingSeverity severity, SourceCase source, CapturedTable? table, CapturedColumn? column, string what, string fix, string detail = "")
    {
        string Fill(string text) => text
            .Replace("{source}", source.Source.Name, StringComparison.Ordinal)
            .Replace("{publication}", Quoted(source.Source.Publication.Name), StringComparison.Ordinal)
            .Replace("{table}", table is null ? "" : $"{Quoted(table.Schema)}.{Quoted(table.Name)}", StringComparison.Ordinal)
            .Replace("{column}", column is null ? "" : Quoted(column.Name), StringComparison.Ordinal)
            .Replace("{type}", column?.Type ?? "", StringComparison.Ordinal)
            .Replace("{detail}", detail, StringComparison.Ordinal);
        return new ConnectorFinding(severity, rule, source.Cluster.Name, source.Source.ConnectorName, table?.FullName, column?.Name, Fill(what), Fill(fix));
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static SourceCase Case(Source source, Cluster cluster, BifrostTopology topology, IReadOnlyList<RenderedConnector> rendered, SourceTables tables)
    {
        var configs = rendered.Where(one => one.Cluster == cluster.Name).ToDictionary(static one => one.Name, Config, StringComparer.Ordinal);
        var sinks = topology.Targets.Where(target => target.Sources.Contains(source.Name)).Select(target => new SinkCase(target, configs[target.ConnectorName]));
        return new SourceCase(source, cluster, configs[source.ConnectorName], [.. sinks], tables.Of(source.Name));
    }

    private static IReadOnlyDictionary<string, string> Config(RenderedConnector rendered)
    {
        using var document = JsonDocument.Parse(rendered.Json);
        return document.RootElement.GetProperty("config").EnumerateObject().ToDictionary(static pair => pair.Name, static pair => pair.Value.GetString()!, StringComparer.Ordinal);
    }
}
