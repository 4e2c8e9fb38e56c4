using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Source;

/// <summary>Where the source's write-ahead log ends now.</summary>
internal static class SourcePosition
{
    public static Task<Lsn> ReadAsync(SourceSettings source, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(source.Database, DatabaseSide.Source, "reading its position", async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(source.Database, "bifrost position", cancellation).ConfigureAwait(false);
            await using var command = new NpgsqlCommand("select pg_current_wal_insert_lsn()::text", connection);
            return Lsn.Parse((string)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!);
        });
}
