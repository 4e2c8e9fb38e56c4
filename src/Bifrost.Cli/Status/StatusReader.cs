using Bifrost.Cli.Lag;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Health;

namespace Bifrost.Cli.Status;

/// <summary>Asks a cluster how its connectors do.</summary>
/// <param name="expected">Connectors that must be there, or patterns of names; null takes those that the cluster has.</param>
/// <param name="lag">Asked on Kafka Connect; null leaves lag out. The embedded worker tells it by itself.</param>
internal sealed class StatusReader(IConnectClient client, IReadOnlyCollection<string>? expected, LagReader? lag = null)
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
        var names = expected is null ? present : ConnectorPatterns.Expand(expected, present);
        var (connectors, why) = await ConnectorsAsync(names, streams is not null, cancellation).ConfigureAwait(false);
        var lags = streams is null && lag is not null ? await lag.ReadAsync([.. names.Select(name => connectors.GetValueOrDefault(name)?.Info).OfType<ConnectorInfo>()], cancellation).ConfigureAwait(false) : null;
        var lines = names.Select(name => Line(Health(name, present, connectors.GetValueOrDefault(name), streams, why), streams, lags?.Connectors.GetValueOrDefault(name)))
            .OrderBy(static line => line.Type ?? ConnectorType.Unknown).ThenBy(static line => line.Name, StringComparer.Ordinal).ToList();
        var fault = (lags is { BrokerIsAway: true } ? lags.BrokerFault : null) ?? why;
        return new StatusReport(client.Endpoint.Cluster, client.Endpoint.Address.TrimEnd('/'), server.Version,
            fault is null && lines.TrueForAll(static line => line.Health == HealthLevel.Running), fault, lags?.BrokerFault is { } unknown && fault is null ? $"Lag of sinks is not known: {unknown}" : null, lines);
    }

    /// <summary>Everything in one answer; where the worker cannot give it because its broker is gone, the states that it remembers, and why they are doubted.</summary>
    private async Task<(IReadOnlyDictionary<string, ExpandedConnector> Connectors, string? Doubt)> ConnectorsAsync(IReadOnlyCollection<string> names, bool isEmbedded, CancellationToken cancellation)
    {
        if (isEmbedded)
            return (await client.ExpandConnectorsAsync(cancellation).ConfigureAwait(false), null);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var all = client.ExpandConnectorsAsync(giveUp.Token);
        var doubt = await WorkerDoubt.ReadAsync(client, cancellation).ConfigureAwait(false);
        if (doubt is null || all.IsCompleted)
            return (await all.ConfigureAwait(false), doubt);
        await giveUp.CancelAsync().ConfigureAwait(false);
        await all.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
        var remembered = new Dictionary<string, ExpandedConnector>(StringComparer.Ordinal);
        foreach (var name in names)
            if (await client.FindStatusAsync(name, cancellation).ConfigureAwait(false) is { } status)
                remembered[name] = new ExpandedConnector(status, null);
        return (remembered, doubt);
    }

    private static ConnectorHealth Health(string name, IReadOnlyCollection<string> present, ExpandedConnector? connector, IReadOnlyList<StreamInfo>? streams, string? doubt)
    {
        if (!present.Contains(name))
            return ConnectorHealth.Missing(name);
        var health = ConnectorHealth.Of(name, connector?.Status, streams, connector?.Info?.Tasks.Count ?? 0).WithHeartbeat(streams);
        return doubt is null ? health : health.Doubted(doubt);
    }

    private static ConnectorLine Line(ConnectorHealth health, IReadOnlyList<StreamInfo>? streams, ConnectorLag? behind) => new(
        health.Name, health.Kind, health.Level, health.TasksRunning, health.Tasks, behind?.Records, behind?.Bytes, behind?.Unknown,
        [.. (streams ?? []).Where(stream => stream.Sink == health.Name).Select(Line)],
        health.Reason ?? (behind is { Lost: > 0 } ? $"Its topics no longer have {behind.Lost:N0} records that it had not read: their retention was too short. Compare the rows, and take a new snapshot." : null),
        health.Hint);

    private static StreamLine Line(StreamInfo stream) => new(
        stream.Source, stream.Phase, stream.AppliedLsn, stream.LagBytes, stream.LagSeconds, stream.LastCommitTime, stream.RetryingSince,
        stream.WalKeptBytes, stream.WalLimitBytes, stream.WalStatus, WalPressure.Of(stream), stream.SnapshotRows, stream.Inserted, stream.Updated, stream.Deleted, stream.Transactions,
        stream.Batches, stream.BatchRows, stream.BatchSeconds, stream.Retries, stream.Parked, stream.DeletesNotFound, stream.RowsSkipped);
}
