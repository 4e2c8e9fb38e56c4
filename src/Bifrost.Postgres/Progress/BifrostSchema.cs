using Bifrost.Postgres.Failures;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Npgsql;

namespace Bifrost.Postgres.Progress;

/// <summary>The schema <c>bifrost</c> on a target: where positions, what is known of tables, and refused rows are kept.</summary>
internal static class BifrostSchema
{
    /// <summary>Held while the schema is made: two sinks that start together would otherwise both make it. The number spells "bifrost" on a telephone.</summary>
    private const long Lock = 2437678;

    private const string AllThere =
        "select to_regclass('bifrost.progress') is not null and to_regclass('bifrost.tables') is not null and to_regclass('bifrost.parked') is not null";

    private const string HasSchema = "select exists (select 1 from pg_namespace where nspname = 'bifrost')";

    private const string Tables =
        """
        create table if not exists bifrost.progress (
          sink text not null, source_system text not null, timeline int not null, slot text not null, generation int not null,
          end_lsn pg_lsn not null, commit_time timestamptz, fence text not null, snapshot_completed boolean not null, updated_at timestamptz not null default now(),
          primary key (sink, source_system, slot));
        create table if not exists bifrost.tables (
          sink text not null, stem text not null, source_table text not null, target_table text not null, source_oid oid not null, columns jsonb not null,
          primary key (sink, stem, source_table));
        create table if not exists bifrost.parked (
          id bigint generated always as identity primary key, sink text not null, source_table text not null, target_table text not null, end_lsn pg_lsn not null,
          ordinal bigint not null, operation text not null, key jsonb, "row" jsonb, reason text not null, at timestamptz not null default now());
        """;

    /// <exception cref="ReplicationException">The role may not make it; the message has the SQL that an administrator runs.</exception>
    public static async Task EnsureAsync(NpgsqlConnection connection, DatabaseEndpoint database, CancellationToken cancellation)
    {
        if (await IsThereAsync(connection, cancellation).ConfigureAwait(false))
            return;
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            await RunAsync(connection, $"select pg_advisory_xact_lock({Lock})", cancellation).ConfigureAwait(false);
            // CREATE SCHEMA IF NOT EXISTS asks for the privilege even where there is nothing to create.
            if (!await IsTrueAsync(connection, HasSchema, cancellation).ConfigureAwait(false))
                await RunAsync(connection, "create schema bifrost", cancellation).ConfigureAwait(false);
            await RunAsync(connection, Tables, cancellation).ConfigureAwait(false);
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == SqlStates.InsufficientPrivilege)
        {
            throw new ReplicationException(
                FailureKind.NotAllowed,
                $"Target {database}: the role may not make the schema bifrost, in which a sink keeps its progress. As an administrator of the database run: "
                + $"create schema if not exists bifrost authorization \"{database.User}\";",
                e);
        }
    }

    public static Task<bool> IsThereAsync(NpgsqlConnection connection, CancellationToken cancellation) => IsTrueAsync(connection, AllThere, cancellation);

    private static async Task<bool> IsTrueAsync(NpgsqlConnection connection, string query, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(query, connection);
        return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is true;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}
