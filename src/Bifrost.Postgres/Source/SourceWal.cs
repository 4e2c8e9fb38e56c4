using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Source;

/// <summary>The write-ahead log of a source.</summary>
public static class SourceWal
{
    /// <summary>The end of the WAL that is on the source's disk: a target that holds it has everything that was committed, and flushed, before.</summary>
    /// <exception cref="Replication.Failures.ReplicationException">The source cannot be asked.</exception>
    public static Task<Lsn> EndAsync(SourceSettings source, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(source.Database, DatabaseSide.Source, "asking for its position", async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(source.Database, "bifrost position", cancellation).ConfigureAwait(false);
            await using var command = new NpgsqlCommand("select pg_current_wal_flush_lsn()::text", connection);
            return Lsn.Parse((string)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!);
        });
}
