using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;

namespace Bifrost.Postgres.Snapshot;

/// <summary>Brings together the snapshots that begin at the same time (design rule 8): they share one view, and what they both read is read once.</summary>
internal sealed class SnapshotStarts(TimeProvider time)
{
    private readonly Lock _gate = new();

    /// <summary>By publication too: an older view may not know of another one.</summary>
    private readonly Dictionary<(DatabaseEndpoint Database, string Publication), SharedView> _last = [];

    /// <summary>Makes the slot, and opens the view that goes with it.</summary>
    public async Task<PostgresSnapshot> BeginAsync(SourceSettings source, Func<TableName, bool> captured, string slotName, CancellationToken cancellation)
    {
        while (true)
        {
            var (view, isJoined) = Enter(source);
            try
            {
                if (!isJoined)
                    return await view.BeginAsync(source, captured, slotName, cancellation).ConfigureAwait(false);
                if (await view.JoinAsync(source, captured, slotName, cancellation).ConfigureAwait(false) is { } joined)
                    return joined;
            }
            catch
            {
                await view.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            await LeaveAsync(source, view).ConfigureAwait(false);
        }
    }

    private (SharedView View, bool IsJoined) Enter(SourceSettings source)
    {
        var key = (source.Database, source.PublicationName);
        lock (_gate)
        {
            if (_last.TryGetValue(key, out var view) && view.TryEnter())
                return (view, true);
            return (_last[key] = new SharedView(source.Database, time), false);
        }
    }

    /// <summary>A view that could not be joined is nobody's to join.</summary>
    private async Task LeaveAsync(SourceSettings source, SharedView view)
    {
        var key = (source.Database, source.PublicationName);
        lock (_gate)
        {
            if (_last.GetValueOrDefault(key) == view)
                _last.Remove(key);
        }

        await view.DisposeAsync().ConfigureAwait(false);
    }
}
