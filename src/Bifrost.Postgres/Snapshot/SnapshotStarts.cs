using Bifrost.Postgres.Failures;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;

namespace Bifrost.Postgres.Snapshot;

/// <summary>Brings together the snapshots that begin at the same time (design rule 8): they share one view, and what they both read is read once.</summary>
internal sealed class SnapshotStarts(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<DatabaseEndpoint, SharedView> _last = [];

    /// <summary>Makes the slot, and opens the view that goes with it.</summary>
    public async Task<PostgresSnapshot> BeginAsync(SourceSettings source, Func<TableName, bool> captured, string slotName, CancellationToken cancellation)
    {
        var (view, isJoined) = Enter(source.Database);
        try
        {
            return isJoined
                ? await view.JoinAsync(source, captured, slotName, cancellation).ConfigureAwait(false)
                : await view.BeginAsync(source, captured, slotName, cancellation).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await view.DisposeAsync().ConfigureAwait(false);
            if (!isJoined || cancellation.IsCancellationRequested || !IsOfTheView(e))
                throw;
        }

        // What was in the other's way is not in this one's, or will be told of again.
        view = new SharedView(source.Database, time);
        try
        {
            return await view.BeginAsync(source, captured, slotName, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await view.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The first member may have been stopped before the view was there.</summary>
    private static bool IsOfTheView(Exception e) => PostgresFailures.IsFailure(e) || e is ReplicationException or OperationCanceledException;

    private (SharedView View, bool IsJoined) Enter(DatabaseEndpoint source)
    {
        lock (_gate)
        {
            if (_last.TryGetValue(source, out var view) && view.TryEnter())
                return (view, true);
            return (_last[source] = new SharedView(source, time), false);
        }
    }
}
