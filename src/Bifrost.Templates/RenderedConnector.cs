namespace Bifrost.Templates;

/// <summary>A connector's configuration as it is committed.</summary>
/// <param name="Cluster">Name of the cluster that it is for.</param>
/// <param name="Name">The connector's name.</param>
/// <param name="RelativePath">From the folder of connectors, with forward slashes: <c>embedded/thor-source.json</c>.</param>
/// <param name="Json">The whole file in the form that POST /connectors takes: <c>{"name": …, "config": {…}}</c>, UTF-8, LF, with a last newline.</param>
public sealed record RenderedConnector(string Cluster, string Name, string RelativePath, string Json);
