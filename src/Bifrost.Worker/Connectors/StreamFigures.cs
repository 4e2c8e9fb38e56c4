using Bifrost.Connect.Contracts;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;

namespace Bifrost.Worker.Connectors;

/// <summary>What each sink does with each source, with what the sources say of their logs and slots: read by <c>/bifrost/streams</c>, <c>/metrics</c> and the watch on WAL alike.</summary>
internal sealed class StreamFigures(Herder herder, TimeProvider time)
{
    public async Task<IReadOnlyList<StreamFigure>> ReadAsync()
    {
        var connectors = herder.List();
        // All at once: one database that is away costs one wait, whatever the number of streams.
        var asked = connectors.Where(static connector => connector.Source is not null).ToDictionary(static source => source.Name, static source => AskAsync(source.Source!), StringComparer.Ordinal);
        var running = await Task.WhenAll(connectors.SelectMany(static sink => sink.Streams.Values.Select(run => (Sink: sink.Name, Run: run)))
            .Select(async stream => Figure(stream.Sink, stream.Run, await stream.Run.FindSlotAsync().ConfigureAwait(false), asked.TryGetValue(stream.Run.SourceName, out var answer) ? await answer.ConfigureAwait(false) : null))).ConfigureAwait(false);
        var resting = await Task.WhenAll(connectors.SelectMany(static sink => sink.Stored.Follows.Where(follows => !sink.Streams.ContainsKey(follows.Key)).Select(follows => (Sink: sink.Name, Source: follows.Key)))
            .Where(stream => asked.ContainsKey(stream.Source))
            .Select(async stream => Resting(stream.Sink, stream.Source, await asked[stream.Source].ConfigureAwait(false)))).ConfigureAwait(false);
        return [.. running, .. resting.OfType<StreamFigure>()];
    }

    private static async Task<SourceAnswer> AskAsync(SourceTask source)
    {
        var (end, slots) = (source.AskEndAsync(), source.AskSlotsAsync());
        return new SourceAnswer(await end.ConfigureAwait(false), await slots.ConfigureAwait(false));
    }

    private StreamFigure Figure(string sink, StreamRun run, string? slot, SourceAnswer? source)
    {
        var status = run.Stream.Status;
        var bytes = StreamLag.Bytes(status, source?.End);
        // A stream that has not come to its slot is told by the slot's name: that may be what keeps it from coming there.
        var held = source?.Slots.Named(slot) ?? source?.Slots.Of(sink);
        return new StreamFigure(status, WithSlot(held, new StreamInfo(
            sink, run.SourceName, slot ?? held?.Name, status.Phase.ToString().ToLowerInvariant(), status.Received.ToString(), status.Applied.ToString(), bytes,
            status.AppliedCommitTime, status.Transactions, status.SnapshotRows, status.Inserted, status.Updated, status.Deleted, status.Truncated, status.RetryingSince, status.RetryReason,
            status.LastSignal is { } signal ? new SignalInfo(signal.Id, signal.Type, signal.State.ToString().ToLowerInvariant(), signal.Message) : null,
            status.HeartbeatFailure, StreamLag.Seconds(status, bytes, time.GetUtcNow()),
            Batches: status.Batches, BatchRows: Mean(status.BatchRows, 1), BatchSeconds: Mean(status.BatchSeconds, 4),
            Retries: status.Retries, Parked: status.Parked, DeletesNotFound: status.DeletesNotFound, RowsSkipped: status.RowsSkipped)));
    }

    /// <summary>A sink that is paused, stopped or failed: nothing is applied, and its slot keeps WAL all the same. Null where it has no slot.</summary>
    private static StreamFigure? Resting(string sink, string source, SourceAnswer answer)
    {
        if (answer.Slots.Of(sink) is not { } found)
            return null;
        var confirmed = found.ConfirmedFlush;
        return new StreamFigure(null, WithSlot(found, new StreamInfo(
            sink, source, found.Name, "idle", confirmed.ToString(), confirmed.ToString(), answer.End is { } end ? Math.Max(0, end - confirmed) : null, null, 0, 0, 0, 0, 0, 0, null, null)));
    }

    private static StreamInfo WithSlot(SlotState? slot, StreamInfo stream) =>
        slot is null ? stream : stream with { WalKeptBytes = slot.RetainedBytes, WalLimitBytes = slot.WalLimitBytes, WalStatus = slot.WalStatus };

    private static double? Mean(Histogram of, int digits) => of.Count == 0 ? null : Math.Round(of.Sum / of.Count, digits);

    private sealed record SourceAnswer(Lsn? End, SourceSlots Slots);
}

/// <param name="Status">Null for a sink that does not run.</param>
internal sealed record StreamFigure(StreamStatus? Status, StreamInfo Info);
