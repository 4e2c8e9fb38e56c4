namespace Bifrost.Stack.Containers;

/// <summary>What runs in containers, and from which files it is made.</summary>
/// <param name="Engine">What runs the connectors.</param>
/// <param name="ComposeFiles">The compose file, then its overrides. <c>images.env</c>, and the folders <c>connect</c> and <c>bifrost</c> that images are built from, stand beside the first.</param>
/// <param name="ConnectorVariables">Names of the variables that the cluster's connectors refer to as <c>${env:NAME}</c>: those alone reach the worker's environment.</param>
/// <param name="Published">The folder of the command line's own assemblies, which become the image of the worker.</param>
/// <param name="TopologyFile">Mounted into the embedded worker.</param>
public sealed record ContainerProgram(ContainerEngine Engine, IReadOnlyList<string> ComposeFiles, IReadOnlyList<string> ConnectorVariables, string Published, string TopologyFile)
{
    /// <summary>Three brokers and two Connect workers instead of one each.</summary>
    public bool IsCluster { get; init; }

    /// <summary>A web page of what Kafka holds.</summary>
    public bool WithUi { get; init; }

    /// <summary>A folder with the jars of the Connect image, so that its build needs no network; null to fetch them.</summary>
    public string? Jars { get; init; }
}
