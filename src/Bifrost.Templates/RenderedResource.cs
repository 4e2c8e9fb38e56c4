namespace Bifrost.Templates;

/// <summary>A resource for Strimzi as it is committed.</summary>
/// <param name="Cluster">Name of the cluster that it is for.</param>
/// <param name="Kind">Such as <c>KafkaConnect</c>.</param>
/// <param name="Name">Its name on Kubernetes.</param>
/// <param name="RelativePath">From the folder of connectors, with forward slashes: <c>kafka/strimzi/connect.yaml</c>.</param>
/// <param name="Yaml">The whole file: one document, UTF-8, LF, with a last newline.</param>
public sealed record RenderedResource(string Cluster, string Kind, string Name, string RelativePath, string Yaml);
