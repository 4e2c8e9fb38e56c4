using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Publications;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Signals;
using Npgsql;

namespace Bifrost.Postgres.Signals;

/// <summary>The source's table of signals, written to as the connector's own user.</summary>
public static class SignalTable
{
    private const string Facts =
        """
        select c.oid is not null, coalesce(has_table_privilege(c.oid, 'insert'), false),
               coalesce((select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '{}')
        from (select 1) one left join pg_class c on c.oid = (select oid from pg_class where relname = $2 and relnamespace = (select oid from pg_namespace where nspname = $1))
        """;

    /// <summary>Columns of the table, in the order in which Debezium writes its own rows.</summary>
    private static readonly string[] Columns = ["id", "type", "data"];

    /// <summary>Inserts the signal, where it will be heard.</summary>
    /// <exception cref="ReplicationException">It would not be: the table is missing, of another shape, not published, or not ours to write to. The message has the SQL that mends it.</exception>
    public static Task InsertAsync(SourceSettings source, TableName table, SignalRow row, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(source.Database, DatabaseSide.Source, $"writing a signal to {table}", async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(source.Database, "bifrost signal", cancellation).ConfigureAwait(false);
            await RequireAsync(connection, source, table, cancellation).ConfigureAwait(false);
            await using var insert = new NpgsqlCommand($"insert into {SqlText.Table(table)} (id, type, data) values ($1, $2, $3)", connection)
            {
                Parameters = { new() { Value = row.Id }, new() { Value = row.Type }, new() { Value = (object?)row.Data ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } },
            };
            return await insert.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        });

    private static async Task RequireAsync(NpgsqlConnection connection, SourceSettings source, TableName table, CancellationToken cancellation)
    {
        var name = SqlText.Table(table);
        await using (var command = new NpgsqlCommand(Facts, connection) { Parameters = { new() { Value = table.Schema }, new() { Value = table.Name } } })
        {
            await using var facts = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await facts.ReadAsync(cancellation).ConfigureAwait(false);
            if (!facts.GetBoolean(0))
                throw Unheard(source, table, "is not there", $"create schema if not exists {SqlText.Name(table.Schema)}; create table {name} (id varchar(64) primary key, type varchar(32) not null, data text); grant usage on schema {SqlText.Name(table.Schema)} to {SqlText.Name(source.Database.User)}; grant select, insert on {name} to {SqlText.Name(source.Database.User)};");
            if (!facts.GetFieldValue<string[]>(2).SequenceEqual(Columns, StringComparer.OrdinalIgnoreCase))
                throw Unheard(source, table, "has other columns than id, type and data, in this order", $"alter table {name} …;");
            if (!facts.GetBoolean(1))
                throw Unheard(source, table, "may not be written to by the connector's user", $"grant select, insert on {name} to {SqlText.Name(source.Database.User)};");
        }

        if (await PublicationState.FindAsync(connection, source.PublicationName, cancellation).ConfigureAwait(false) is { } publication && !publication.Tables.Contains(table))
            throw Unheard(source, table, $"is not in the publication {source.PublicationName}", $"alter publication {SqlText.Name(source.PublicationName)} add table {name};");
    }

    private static ReplicationException Unheard(SourceSettings source, TableName table, string what, string sql) => new(
        FailureKind.Setup, $"Source {source.Database}: a signal would not be heard, for {table} {what}. `bifrost up` mends that on the servers that it runs; elsewhere run as the table's owner: {sql}");
}
