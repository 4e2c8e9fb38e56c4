using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Sink;
using Bifrost.Replication.Source;

namespace Bifrost.Replication.Progress;

/// <summary>Which generation a start continues, and the end of those that it does not.</summary>
internal sealed class Generations(string sink, ISourceDatabase source, ITargetSession session)
{
    private int _highest;

    /// <summary>What is known after <see cref="LookAsync"/>: every generation on the target, oldest first.</summary>
    public IReadOnlyList<StoredProgress> Known { get; private set; } = [];

    /// <summary>Drops what an unfinished snapshot left, then says which generation can go on; null where a snapshot must be taken.</summary>
    /// <exception cref="ReplicationException">The position is lost, or the source has slots that the target does not know.</exception>
    public async Task<StoredProgress?> LookAsync(SourceIdentity identity, SnapshotMode mode, CancellationToken cancellation)
    {
        await ReadAsync(cancellation).ConfigureAwait(false);
        await RetireAsync(Known.Where(static g => !g.SnapshotCompleted), cancellation).ConfigureAwait(false);
        var slots = await source.SlotsAsync(cancellation).ConfigureAwait(false);
        if (Known.LastOrDefault() is not { } current)
            return slots.Count == 0 ? null : throw ProgressFaults.SlotUnknownToTarget(sink, slots.Values.First());
        // A later generation was completed, and the end of an earlier one was cut short.
        await RetireAsync(Known.SkipLast(1), cancellation).ConfigureAwait(false);
        if (current.Source.SystemIdentifier != identity.SystemIdentifier)
            throw ProgressFaults.SourceReplaced(sink, current, identity);
        if (current.Source.Timeline != identity.Timeline)
            throw ProgressFaults.SourceRestored(sink, current, identity);
        if (mode != SnapshotMode.InitialOnly && !slots.Values.Contains(current.Slot))
            throw ProgressFaults.SlotGone(sink, current);
        return current;
    }

    /// <summary>A new snapshot is wanted: what an unfinished one left is dropped, or a source would run out of slots while snapshots fail; the generation before ends when the new one is durable.</summary>
    public async Task<StoredProgress?> DisregardAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation).ConfigureAwait(false);
        await RetireAsync(Known.Where(static g => !g.SnapshotCompleted), cancellation).ConfigureAwait(false);
        return null;
    }

    /// <summary>The number after every one that was ever used, as far as either side knows.</summary>
    public async Task<int> NextAsync(CancellationToken cancellation)
    {
        var slots = await source.SlotsAsync(cancellation).ConfigureAwait(false);
        return 1 + Math.Max(_highest, slots.Keys.DefaultIfEmpty(0).Max());
    }

    /// <summary>Ends every generation but this one: first its slot, then its row, so that a cut in between is found again.</summary>
    public Task RetireAllButAsync(StoredProgress kept, CancellationToken cancellation) =>
        RetireAsync(Known.Where(g => g.Slot != kept.Slot), cancellation);

    private async Task ReadAsync(CancellationToken cancellation)
    {
        Known = await session.ReadProgressAsync(cancellation).ConfigureAwait(false);
        _highest = Known.Select(static g => g.Generation).DefaultIfEmpty(0).Max();
    }

    private async Task RetireAsync(IEnumerable<StoredProgress> ended, CancellationToken cancellation)
    {
        foreach (var generation in ended.ToList())
        {
            await source.DropSlotAsync(generation.Slot, cancellation).ConfigureAwait(false);
            await session.ForgetAsync(generation, cancellation).ConfigureAwait(false);
            Known = [.. Known.Where(g => g != generation)];
        }
    }
}
