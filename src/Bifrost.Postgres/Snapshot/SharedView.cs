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

    /// <summary>Opens the view for one more member, and copies the slot.</summary>
    public async Task<PostgresSnapshot> JoinAsync(SourceSettings source, Func<TableName, bool> captured, string slotName, CancellationToken cancellation)
    {
        var origin = await _origin.Task.WaitAsync(cancellation).ConfigureAwait(false);
        // The view first: a slot without one would be in the way of the next try.
        var view = await OpenAsync(cancellation).ConfigureAwait(false);
        try
        {
            await using var copying = await PostgresSession.OpenAsync(_database, "bifrost slots", cancellation).ConfigureAwait(false);
            await using var command = new NpgsqlCommand("select lsn::text from pg_copy_logical_replication_slot($1, $2, false)", copying) { Parameters = { new() { Value = origin.Name }, new() { Value = slotName } } };
            if (Lsn.Parse((string)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!) != origin.ConsistentPoint)
                throw new ReplicationException(FailureKind.Unavailable, $"Source {_database}: the slot {origin.Name} had moved on before it was copied to {slotName}; beginning again.");
        }
        catch
        {
            await view.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return await PostgresSnapshot.OverAsync(view, source, captured, slotName, origin.ConsistentPoint, this, cancellation).ConfigureAwait(false);
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
            await PostgresSnapshot.ImportAsync(_database, await _origin.Task.WaitAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false));
}
