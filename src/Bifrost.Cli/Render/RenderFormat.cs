namespace Bifrost.Cli.Render;

/// <summary>For whom connectors are rendered.</summary>
internal enum RenderFormat
{
    /// <summary><c>json</c>: for the Connect REST API.</summary>
    Json,

    /// <summary><c>strimzi</c>: resources of Kubernetes.</summary>
    Strimzi,
}
