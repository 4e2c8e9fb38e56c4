namespace Bifrost.Cli.Deploy;

/// <summary>The result of <c>bifrost diff --between</c>.</summary>
/// <param name="Settings">In what the two clusters' entries in the topology differ, also where no connector does for it.</param>
/// <param name="Connectors">Every connector, by name.</param>
internal sealed record ClusterDifference(string Left, string Right, IReadOnlyList<SettingDifference> Settings, IReadOnlyList<ConnectorDifference> Connectors)
{
    public bool Differs => Connectors.Any(static connector => connector.Keys.Count > 0);
}

/// <param name="Setting">Path in a cluster's entry, such as <c>versions.debezium</c>.</param>
internal sealed record SettingDifference(string Setting, string Left, string Right);

/// <param name="Keys">In ordinal order of their names; empty where both files are equal.</param>
internal sealed record ConnectorDifference(string Name, IReadOnlyList<KeyDifference> Keys);

/// <param name="Left">Null where only the other cluster's file has the key.</param>
/// <param name="Because">The settings of the cluster's entry that cause it; empty where it takes several at once.</param>
internal sealed record KeyDifference(string Key, string? Left, string? Right, IReadOnlyList<string> Because);
