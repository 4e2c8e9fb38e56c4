using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Health;

namespace Bifrost.Cli.Status;

/// <summary>Asks a cluster how its connectors do.</summary>
/// <param name="expected">Connectors that must be there; null takes those that the cluster has.</param>
internal sealed class StatusReader(IConnectClient client, IReadOnlyCollection<string>? expected)
{
    /// <summary>The connectors that a command is about: those it names, else those of the topology, else (for a URL) all.</summary>
    public static IReadOnlyCollection<string>? Expected(BifrostProject? project, Invocation invocation, IReadOnlyCollection<string> named) => named.Count > 0
        ? named
        : project is null ? null : [.. RenderedFiles.Desired(project, invocation).Select(static connector => connector.Name)];

    public async Task<StatusReport> ReadAsync(CancellationToken cancellation)
    {
        var server = await client.GetServerAsync(cancellation).ConfigureAwait(false);
        var present = await client.ListConnectorsAsync(cancellation).ConfigureAwait(false);
        var streams = await client.FindStreamsAsync(cancellation).ConfigureAwait(false);
        var lines = new List<ConnectorLine>();
        foreach (var name in expected ?? present)
            lines.Add(await LineAsync(name, present.Contains(name), streams, cancellation).ConfigureAwait(false));
        var sorted = lines.OrderBy(static line => line.Type ?? ConnectorType.Unknown).ThenBy(static line => line.Name, StringComparer.Ordinal).ToList();
        return new StatusReport(client.Endpoint.Cluster, client.Endpoint.Address.TrimEnd('/'), server.Version,
            sorted.TrueForAll(static line => line.Health == HealthLevel.Running), sorted);
    }

    private async Task<ConnectorLine> LineAsync(string name, bool isPresent, IReadOnlyList<StreamInfo>? streams, CancellationToken cancellation)
    {
        var health = isPresent
            ? ConnectorHealth.Of(name, await client.FindStatusAsync(name, cancellation).ConfigureAwait(false), streams)
            : ConnectorHealth.Missing(name);
        return new ConnectorLine(name, health.Kind, health.Level, health.TasksRunning, health.Tasks,
            [.. (streams ?? []).Where(stream => stream.Sink == name).Select(Line)], health.Reason, health.Hint);
    }

    private static StreamLine Line(StreamInfo stream) => new(stream.Source, stream.Phase, stream.AppliedLsn, stream.LagBytes, stream.LastCommitTime,
        stream.RetryingSince, stream.SnapshotRows, stream.Inserted, stream.Updated, stream.Deleted);
}
