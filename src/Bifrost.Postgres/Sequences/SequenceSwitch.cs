using Bifrost.Postgres.Catalog;
using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Routing;
using Npgsql;

namespace Bifrost.Postgres.Sequences;

/// <summary>Sets a target's sequences to where the source's stand: what a switch-over needs when the writers have stopped, since logical replication carries no sequence.</summary>
public static class SequenceSwitch
{
    /// <summary>
    /// A sequence that numbers a column is the one of that column's place on the target; every other, and one whose column is plain there, is the one of the same name.
    /// </summary>
    /// <param name="force">Also sets those back that are beyond the source's.</param>
    /// <param name="dryRun">Changes nothing.</param>
    /// <exception cref="Replication.Failures.ReplicationException">A side cannot be asked, or the target refuses a value. All of a target's sequences are set, or none is.</exception>
    public static async Task<IReadOnlyList<SequenceChange>> SetAsync(
        SourceSettings source, SinkSettings sink, ITableRouter router, bool force, bool dryRun, CancellationToken cancellation)
    {
        var (sequences, tables) = await SourceSequences.ReadAsync(source, router, cancellation).ConfigureAwait(false);
        return await PostgresFailures.GuardAsync<IReadOnlyList<SequenceChange>>(sink.Database, DatabaseSide.Target, $"setting the sequences of {sink.Connector}", async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(sink.Database, "bifrost sequences", cancellation).ConfigureAwait(false);
            var changes = new List<SequenceChange>();
            foreach (var sequence in sequences)
                changes.Add(await CompareAsync(connection, sequence, PlaceOf(sequence.Owner, tables, source, router), force, cancellation).ConfigureAwait(false));
            if (!dryRun)
                await WriteAsync(connection, sequences, changes, cancellation).ConfigureAwait(false);
            return changes;
        }).ConfigureAwait(false);
    }

    private static async Task<SequenceChange> CompareAsync(NpgsqlConnection connection, SourceSequence sequence, SequenceOwner? place, bool force, CancellationToken cancellation)
    {
        var next = NextOf(sequence.LastValue, sequence.IsCalled, sequence.Increment);
        if (await FindAsync(connection, sequence.Name, place, cancellation).ConfigureAwait(false) is not { } target)
            return new SequenceChange(sequence.Name, null, null, next, SequenceOutcome.Missing);
        var (last, isCalled) = await SourceSequences.StandingAsync(connection, target.Name, cancellation).ConfigureAwait(false);
        var was = NextOf(last, isCalled, target.Increment);
        var outcome = was == next ? SequenceOutcome.Equal
            : !force && (sequence.Increment > 0 ? was > next : was < next) ? SequenceOutcome.Ahead
            : SequenceOutcome.Set;
        return new SequenceChange(sequence.Name, target.Name, was, next, outcome);
    }

    /// <summary>One statement for all: <c>setval</c> is never undone, so none is set before each was found.</summary>
    private static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<SourceSequence> sequences, IReadOnlyList<SequenceChange> changes, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (sequence, change) in sequences.Zip(changes).Where(static pair => pair.Second.Outcome == SequenceOutcome.Set))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select setval($1::regclass, $2, $3)")
            {
                Parameters = { new() { Value = SqlText.Table(change.Target!.Value) }, new() { Value = sequence.LastValue }, new() { Value = sequence.IsCalled } },
            });
        }

        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task<(TableName Name, long Increment)?> FindAsync(NpgsqlConnection connection, TableName name, SequenceOwner? place, CancellationToken cancellation)
    {
        const string query =
            """
            select n.nspname, c.relname, s.seqincrement from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_sequence s on s.seqrelid = c.oid
            where c.oid = coalesce(
              (select to_regclass(pg_get_serial_sequence($1, a.attname)) from pg_attribute a where a.attrelid = to_regclass($1) and a.attname = $2 and not a.attisdropped),
              to_regclass($3))
            """;
        await using var command = new NpgsqlCommand(query, connection)
        {
            Parameters = { Text(place is null ? null : SqlText.Table(place.Table)), Text(place?.Column), Text(SqlText.Table(name)) },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        return await reader.ReadAsync(cancellation).ConfigureAwait(false)
            ? (new TableName(reader.GetString(0), reader.GetString(1)), reader.GetInt64(2))
            : null;
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text };

    private static SequenceOwner? PlaceOf(SequenceOwner? owner, IReadOnlyList<CatalogTable> tables, SourceSettings source, ITableRouter router)
    {
        if (owner is null || tables.FirstOrDefault(t => t.Table.Name == owner.Table) is not { } table)
            return null;
        var route = router.Route(new RoutedRelation(
            table.Table.Name, [.. table.Table.Columns.Where(static c => !c.IsGenerated).Select(static c => c.Name)], RecordKey.Of(table, source.KeyColumns)));
        return route?.Columns.FirstOrDefault(c => c.Origin is ColumnOrigin.FromSource from && from.Column == owner.Column) is { } column
            ? new SequenceOwner(route.Target, column.Target)
            : null;
    }

    /// <summary>Wider than the values themselves: a sequence at its end has a next one that it will refuse.</summary>
    private static decimal NextOf(long last, bool isCalled, long increment) => isCalled ? (decimal)last + increment : last;
}
