using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Source;

/// <summary>The write-ahead log of a source: where it ends now. Both calls throw <see cref="Replication.Failures.ReplicationException"/> when the source cannot be asked.</summary>
public static class SourceWal
{
    /// <summary>The end of the WAL that is on the source's disk: a target that holds it has everything that was committed, and flushed, before.</summary>
    public static Task<Lsn> EndAsync(SourceSettings source, CancellationToken cancellation) => AskAsync(source, "pg_current_wal_flush_lsn", cancellation);

    /// <summary>The end of what is written, flushed or not: no position of this source lies beyond it.</summary>
    internal static Task<Lsn> LimitAsync(SourceSettings source, CancellationToken cancellation) => AskAsync(source, "pg_current_wal_insert_lsn", cancellation);

    private static Task<Lsn> AskAsync(SourceSettings source, string function, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(source.Database, DatabaseSide.Source, "asking for its position", async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(source.Database, "bifrost position", cancellation).ConfigureAwait(false);
            await using var command = new NpgsqlCommand($"select {function}()::text", connection);
            return Lsn.Parse((string)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!);
        });
}
