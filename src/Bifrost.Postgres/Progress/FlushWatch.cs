using Bifrost.Postgres.Sink;
using Bifrost.Replication.Changes;
using Npgsql;

namespace Bifrost.Postgres.Progress;

/// <summary>
/// Which commits are on the target's disk. With <c>synchronous_commit=off</c> COMMIT is answered before its record is flushed, and a crash of the target takes the last ones back:
/// so a position is told as flushed only when the target has flushed its WAL beyond where it ended after that commit (design rule 2; PostgreSQL does the same, worker.c, get_flush_position).
/// </summary>
internal sealed class FlushWatch(NpgsqlConnection connection)
{
    /// <summary>Looks in which the target flushes by itself, where it does: beyond its last commit it writes whole pages only.</summary>
    private const int Patience = 3;

    private Lsn _committed;
    private (Lsn Source, Lsn Target) _mark;
    private int _looks;

    /// <summary>A target that waits for standbys at COMMIT promises more than its own disk, so it is left to wait.</summary>
    public async Task<bool> MayFlushLaterAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select current_setting('synchronous_standby_names') = ''", connection);
        return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true;
    }

    public void Committed(Lsn source) => _committed = source;

    /// <summary>The last of the source's positions whose commit is on the target's disk, as far as is known; null where the target will not flush it by itself. Asked again it knows more.</summary>
    public async Task<Lsn?> LookAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select pg_current_wal_insert_lsn()::text, pg_current_wal_flush_lsn()::text", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await reader.ReadAsync(cancellation).ConfigureAwait(false);
        var (inserted, flushed) = (Lsn.Parse(reader.GetString(0)), Lsn.Parse(reader.GetString(1)));
        if (inserted <= flushed)
            return Reached(_committed, (_committed, inserted));
        if (_mark.Target <= flushed)
            return Reached(_mark.Source, (_committed, inserted));
        return ++_looks < Patience ? Lsn.None : null;
    }

    private Lsn Reached(Lsn source, (Lsn Source, Lsn Target) next)
    {
        _looks = 0;
        _mark = next;
        return source;
    }
}
