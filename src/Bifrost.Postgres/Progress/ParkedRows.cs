using Bifrost.Postgres.Sink;
using Bifrost.Replication.Changes;
using Npgsql;

namespace Bifrost.Postgres.Progress;

/// <summary><c>bifrost.parked</c>: rows that the target refused, kept in the transaction that went on without them.</summary>
internal static class ParkedRows
{
    private const string Insert =
        """
        insert into bifrost.parked (sink, source_table, target_table, end_lsn, ordinal, operation, key, "row", reason)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    /// <param name="ordinal">The change's place in its transaction, from 0.</param>
    public static async Task AddAsync(NpgsqlConnection connection, string sink, RowWrite row, Lsn endLsn, long ordinal, string reason, CancellationToken cancellation)
    {
        await using var command = RawText.Command(
            connection, Insert,
            sink, row.Plan.Relation.Table.ToString(), row.Plan.Route.Target.ToString(), endLsn.ToString(), RawText.Of(ordinal),
            RowJson.Operation(row), RowJson.Key(row), RowJson.Row(row), reason);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}
