using Bifrost.Connect.Contracts;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Rest;

/// <summary><c>GET /bifrost/streams</c>: what each sink does with each source. Connect has nothing like it.</summary>
internal sealed class StreamsResource(Herder herder)
{
    public IEnumerable<Endpoint> Endpoints() =>
    [
        new("GET", "/bifrost/streams", StreamsAsync),
        new("GET", "/bifrost/cleanups", call => call.AnswerAsync(herder.PendingCleanups.Select(static cleanup => new PendingCleanupInfo(cleanup.SinkName, cleanup.SourceName)))),
    ];

    private async Task StreamsAsync(RestCall call)
    {
        var connectors = herder.List();
        // All at once: one database that is away costs one wait, whatever the number of streams.
        var ends = connectors.Where(static connector => connector.Source is not null).ToDictionary(static source => source.Name, static source => source.Source!.AskEndAsync(), StringComparer.Ordinal);
        var rows = await Task.WhenAll(connectors.SelectMany(static sink => sink.Streams.Values.Select(run => (Sink: sink.Name, Run: run)))
            .Select(async stream => Info(stream.Sink, stream.Run, await stream.Run.FindSlotAsync().ConfigureAwait(false), ends.TryGetValue(stream.Run.SourceName, out var end) ? await end.ConfigureAwait(false) : null))).ConfigureAwait(false);
        await call.AnswerAsync(rows).ConfigureAwait(false);
    }

    private static StreamInfo Info(string sink, StreamRun run, string? slot, Lsn? end)
    {
        var status = run.Stream.Status;
        return new StreamInfo(
            sink, run.SourceName, slot, status.Phase.ToString().ToLowerInvariant(), status.Received.ToString(), status.Applied.ToString(), Lag(status, end),
            status.AppliedCommitTime, status.Transactions, status.SnapshotRows, status.Inserted, status.Updated, status.Deleted, status.Truncated, status.RetryingSince, status.RetryReason,
            status.LastSignal is { } signal ? new SignalInfo(signal.Id, signal.Type, signal.State.ToString().ToLowerInvariant(), signal.Message) : null,
            status.HeartbeatFailure);
    }

    // Without the source's word, what was received is at least known to be behind; that nothing is behind is not known.
    private static long? Lag(StreamStatus status, Lsn? end)
    {
        if (status.Applied == default)
            return null;
        var received = Math.Max(0, status.Received - status.Applied);
        return end is { } known ? Math.Max(received, Math.Max(0, known - status.Applied)) : received > 0 ? received : null;
    }
}
