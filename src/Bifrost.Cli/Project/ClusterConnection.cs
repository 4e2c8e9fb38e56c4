using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Topology;

namespace Bifrost.Cli.Project;

/// <summary>Opens the client of the cluster that <c>--cluster</c> names: a name of the topology, or a URL, for which no topology is needed.</summary>
internal static class ClusterConnection
{
    public static bool IsUrl(string cluster) =>
        cluster.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || cluster.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The client of the cluster that was chosen.</summary>
    public static IConnectClient OpenCluster(this Invocation invocation, ConnectClientOptions? options = null) => invocation.Open(
        IsUrl(invocation.ClusterName) ? EndpointOf(invocation.ClusterName, invocation.ClusterName) : EndpointOf(BifrostProject.Load(invocation), invocation.ClusterName), options);

    public static IConnectClient OpenCluster(this Invocation invocation, BifrostProject project, ConnectClientOptions? options = null) => invocation.Open(
        IsUrl(invocation.ClusterName) ? EndpointOf(invocation.ClusterName, invocation.ClusterName) : EndpointOf(project, invocation.ClusterName), options);

    private static ConnectClient Open(this Invocation invocation, ConnectEndpoint endpoint, ConnectClientOptions? options) =>
        new(endpoint, options ?? new ConnectClientOptions(), invocation.Terminal.Time);

    private static ConnectEndpoint EndpointOf(BifrostProject project, string name)
    {
        var cluster = project.ClusterNamed(name);
        return EndpointOf(name, project.References.ResolveWithDefaults(cluster.Url)) with
        {
            User = cluster.User is null ? null : project.References.ResolveWithDefaults(cluster.User),
            Password = cluster.Password is null ? null : project.References.ResolveWithDefaults(cluster.Password),
            CaFile = cluster.Ca is null ? null : Path.GetFullPath(project.References.ResolveWithDefaults(cluster.Ca), project.Folder),
            WhenUntrusted = cluster.Ca is null
                ? $"Name the authority that signed it, or the certificate itself where it signed itself, in clusters.{name}.ca of the topology."
                : $"clusters.{name}.ca of the topology names who is trusted: {cluster.Ca}.",
            WhenUnreachable = cluster.Kind == ClusterKind.Embedded
                ? "Start it with `bifrost up`, or `bifrost worker` for the worker alone."
                : $"Start Kafka Connect, or correct clusters.{name}.url in the topology.",
        };
    }

    private static ConnectEndpoint EndpointOf(string name, string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new ConnectEndpoint(IsUrl(name) ? uri.Host : name, uri)
            : throw ClusterFaults.NoUrl(name, url);
}
