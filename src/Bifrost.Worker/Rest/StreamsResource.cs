using System.Text.Json.Serialization;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Rest;

/// <summary><c>GET /bifrost/streams</c>: what each sink does with each source. Connect has nothing like it.</summary>
internal sealed class StreamsResource(Herder herder, IReplicationEngine engine)
{
    public IEnumerable<Endpoint> Endpoints() =>
    [
        new("GET", "/bifrost/streams", StreamsAsync),
        new("GET", "/bifrost/cleanups", call => call.AnswerAsync(herder.PendingCleanups.Select(static cleanup => new { sink = cleanup.SinkName, source = cleanup.SourceName }))),
    ];

    private async Task StreamsAsync(RestCall call)
    {
        var connectors = await herder.ListAsync().ConfigureAwait(false);
        var rows = new List<StreamInfo>();
        foreach (var sink in connectors.Where(static connector => connector.Plugin == ConnectorPlugin.Sink))
        {
            foreach (var run in sink.Streams.Values.ToList())
            {
                await FindSlotAsync(run, call.Cancellation).ConfigureAwait(false);
                rows.Add(StreamInfo.Of(sink.Name, run));
            }
        }

        await call.AnswerAsync(rows).ConfigureAwait(false);
    }

    // The name carries a generation that only the target knows; asked once, when there is something to know.
    private async Task FindSlotAsync(StreamRun run, CancellationToken cancellation)
    {
        if (run.SlotName is not null || run.Stream.Status.Phase != StreamPhase.Streaming)
            return;
        try
        {
            run.SlotName = (await engine.ReadProgressAsync(run.Pair.Source, run.Pair.Sink, cancellation).ConfigureAwait(false))?.SlotName;
        }
        catch (ReplicationException e)
        {
            // The rest of the answer does not depend on the target; the stream's own retry says that it is away.
            System.Diagnostics.Debug.WriteLine(e.Message);
        }
    }
}

/// <summary>One element of <c>GET /bifrost/streams</c>.</summary>
/// <param name="LagBytes">WAL between what was received and what the target holds.</param>
internal sealed record StreamInfo(
    [property: JsonPropertyName("sink")] string Sink,
    [property: JsonPropertyName("source")] string Source,
    [property: JsonPropertyName("slot")] string? Slot,
    [property: JsonPropertyName("phase")] string Phase,
    [property: JsonPropertyName("received_lsn")] string ReceivedLsn,
    [property: JsonPropertyName("applied_lsn")] string AppliedLsn,
    [property: JsonPropertyName("lag_bytes")] long LagBytes,
    [property: JsonPropertyName("last_commit_time")] DateTimeOffset? LastCommitTime,
    [property: JsonPropertyName("transactions")] long Transactions,
    [property: JsonPropertyName("snapshot_rows")] long SnapshotRows,
    [property: JsonPropertyName("inserted")] long Inserted,
    [property: JsonPropertyName("updated")] long Updated,
    [property: JsonPropertyName("deleted")] long Deleted,
    [property: JsonPropertyName("truncated")] long Truncated,
    [property: JsonPropertyName("retrying_since")] DateTimeOffset? RetryingSince,
    [property: JsonPropertyName("retry_reason")] string? RetryReason)
{
    public static StreamInfo Of(string sink, StreamRun run)
    {
        var status = run.Stream.Status;
        return new StreamInfo(
            sink, run.SourceName, run.SlotName, status.Phase.ToString().ToLowerInvariant(), status.Received.ToString(), status.Applied.ToString(), Math.Max(0, status.Received - status.Applied),
            status.AppliedCommitTime, status.Transactions, status.SnapshotRows, status.Inserted, status.Updated, status.Deleted, status.Truncated, status.RetryingSince, status.RetryReason);
    }
}
