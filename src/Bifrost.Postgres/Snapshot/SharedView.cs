using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Npgsql;

namespace Bifrost.Postgres.Snapshot;

/// <summary>The view of one new slot, which other sinks that begin at the same time may have too, each with a copy of the slot. Lives as long as one of them does.</summary>
internal sealed class SharedView : IAsyncDisposable
{
    private readonly DatabaseEndpoint _database;
    private readonly TaskCompletionSource<ExportedSlot> _origin = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SharedView(DatabaseEndpoint database, TimeProvider time)
    {
        _database = database;
        Copies = new SharedCopies(OpenAsync, time);
    }

    /// <summary>What its members read together.</summary>
    public SharedCopies Copies { get; }

    /// <summary>Becomes a member, where no table is copied yet. Who enters, and who made it, must dispose of it.</summary>
    public bool TryEnter() => Copies.TryEnter();

    /// <summary>Makes the slot, and opens its view for the first member.</summary>
    public async Task<PostgresSnapshot> BeginAsync(SourceSettings source, Func<TableName, bool> captured, string slotName, CancellationToken cancellation)
    {
        ExportedSlot origin;
        try
        {
            _origin.SetResult(origin = await ExportedSlot.CreateAsync(_database, slotName, temporary: false, cancellation).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            _origin.TrySetException(e);
            throw;
        }

        return await PostgresSnapshot.OverAsync(await OpenAsync(cancellation).ConfigureAwait(false), source, captured, slotName, origin.ConsistentPoint, this, cancellation).ConfigureAwait(false);
    }

    /// <summary>Opens the view for one more member, and copies the slot; null where either is not to be had, and no slot was made.</summary>
    public async Task<PostgresSnapshot?> JoinAsync(SourceSettings source, Func<TableName, bool> captured, string slotName, CancellationToken cancellation)
    {
        ExportedSlot origin;
        NpgsqlConnection? view = null;
        PostgresSnapshot joined;
        NpgsqlConnection copying;
        try
        {
            origin = await _origin.Task.WaitAsync(cancellation).ConfigureAwait(false);
            view = await OpenAsync(cancellation).ConfigureAwait(false);
            joined = await PostgresSnapshot.OverAsync(view, source, captured, slotName, origin.ConsistentPoint, this, cancellation).ConfigureAwait(false);
            copying = await PostgresSession.OpenAsync(_database, "bifrost slots", cancellation).ConfigureAwait(false);
        }
        catch
        {
            if (view is not null)
                await view.DisposeAsync().ConfigureAwait(false);
            if (cancellation.IsCancellationRequested)
                throw;
            // What was in the first member's way is not in this one's, or will be told of again.
            return null;
        }

        await using var _ = copying.ConfigureAwait(false);
        var isCopied = false;
        try
        {
            isCopied = await CopyAsync(copying, origin, slotName, cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (!isCopied)
                await view.DisposeAsync().ConfigureAwait(false);
        }

        return isCopied ? joined : null;
    }

    /// <summary>False where the server would not, and took back what it had begun.</summary>
    private async Task<bool> CopyAsync(NpgsqlConnection connection, ExportedSlot origin, string slotName, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select lsn::text from pg_copy_logical_replication_slot($1, $2, false)", connection) { Parameters = { new() { Value = origin.Name }, new() { Value = slotName } } };
        try
        {
            if (Lsn.Parse((string)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!) == origin.ConsistentPoint)
                return true;
        }
        catch (PostgresException e) when (e.Severity == "ERROR")
        {
            return false;
        }

        throw new ReplicationException(FailureKind.Unavailable, $"Source {_database}: the slot {origin.Name} had moved on before it was copied to {slotName}; beginning again.");
    }

    /// <summary>Once for each member: the last one ends the view.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Copies.Leave())
            return;
        await Copies.DisposeAsync().ConfigureAwait(false);
        if (_origin.Task.IsCompletedSuccessfully)
            await (await _origin.Task.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
    }

    private Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(_database, DatabaseSide.Source, "opening a snapshot's view", async () =>
        {
            try
            {
                return await PostgresSnapshot.ImportAsync(_database, await _origin.Task.WaitAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            }
            catch (PostgresException e) when (e.SqlState is SqlStates.InvalidParameter or SqlStates.UndefinedObject)
            {
                throw new ReplicationException(FailureKind.Unavailable, $"Source {_database}: the session that held the snapshot's view was ended; beginning again.", e);
            }
        });
}
