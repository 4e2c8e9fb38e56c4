namespace Bifrost.Cli.Import;

/// <summary>The result of <c>bifrost import</c>.</summary>
/// <param name="Connectors">Names of those that the topology has by now.</param>
/// <param name="Left">Connectors of the cluster that it cannot say.</param>
/// <param name="Variables">References that stand where the cluster holds a secret as it is: set each where the workers run, before the first apply.</param>
/// <param name="Differences">What the topology cannot say of a connector that it has; `bifrost plan` shows it as a change.</param>
internal sealed record ImportReport(
    string Cluster, string Topology, IReadOnlyList<string> Connectors, IReadOnlyList<LeftConnector> Left, IReadOnlyList<ImportedVariable> Variables, IReadOnlyList<ImportDifference> Differences)
{
    /// <summary>The topology file's text.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Text { get; init; } = "";
}

/// <param name="Class">Null where it has none.</param>
internal sealed record LeftConnector(string Name, string? Class, string Why);

/// <param name="Variable">Its name; the value is the cluster's, under <paramref name="Key"/> of <paramref name="Connector"/>.</param>
internal sealed record ImportedVariable(string Variable, string Connector, string Key);

internal sealed record ImportDifference(string Connector, string Key, string Why);
