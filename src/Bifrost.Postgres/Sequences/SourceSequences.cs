using Bifrost.Postgres.Catalog;
using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Routing;
using Npgsql;

namespace Bifrost.Postgres.Sequences;

/// <summary>The sequences in the schemas of a source's captured tables, and those that captured columns draw from. WAL's stream says nothing of them: they are read when they are asked for.</summary>
internal static class SourceSequences
{
    private const string Sequences =
        """
        select n.nspname, c.relname, s.seqincrement, tn.nspname, t.relname, a.attname
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_sequence s on s.seqrelid = c.oid
        left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0 and d.deptype in ('a', 'i')
        left join pg_class t on t.oid = d.refobjid left join pg_namespace tn on tn.oid = t.relnamespace
        left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
        where c.relkind = 'S' and c.relpersistence = 'p' and n.nspname not in ('pg_catalog', 'information_schema') order by 1, 2
        """;

    /// <summary>The captured tables with them: a sequence's owner is found on the target by its table's route.</summary>
    public static Task<(IReadOnlyList<SourceSequence> Sequences, IReadOnlyList<CatalogTable> Tables)> ReadAsync(SourceSettings source, ITableRouter router, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync<(IReadOnlyList<SourceSequence>, IReadOnlyList<CatalogTable>)>(source.Database, DatabaseSide.Source, "reading its sequences", async () =>
        {
            await using var connection = await PostgresSession.OpenAsync(source.Database, "bifrost sequences", cancellation).ConfigureAwait(false);
            var tables = await SourceCatalog.ReadAsync(connection, router.IsCaptured, cancellation).ConfigureAwait(false);
            var schemas = tables.Select(static t => t.Table.Name.Schema).ToHashSet(StringComparer.Ordinal);
            var names = tables.Select(static t => t.Table.Name).ToHashSet();
            var found = new List<SourceSequence>();
            foreach (var sequence in await ListAsync(connection, cancellation).ConfigureAwait(false))
            {
                // One that numbers a column belongs to its table, captured or not; one of its own belongs to its schema.
                if (sequence.Owner is { } owner ? names.Contains(owner.Table) : schemas.Contains(sequence.Name.Schema))
                    found.Add(await StandingAsync(connection, sequence, cancellation).ConfigureAwait(false));
            }

            return (found, tables);
        });

    /// <summary>Where a sequence stands. One row, that no snapshot holds back.</summary>
    public static async Task<(long LastValue, bool IsCalled)> StandingAsync(NpgsqlConnection connection, TableName name, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select last_value, is_called from {SqlText.Table(name)}", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await reader.ReadAsync(cancellation).ConfigureAwait(false);
        return (reader.GetInt64(0), reader.GetBoolean(1));
    }

    private static async Task<SourceSequence> StandingAsync(NpgsqlConnection connection, SourceSequence sequence, CancellationToken cancellation)
    {
        var (last, isCalled) = await StandingAsync(connection, sequence.Name, cancellation).ConfigureAwait(false);
        return sequence with { LastValue = last, IsCalled = isCalled };
    }

    private static async Task<IReadOnlyList<SourceSequence>> ListAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Sequences, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var sequences = new List<SourceSequence>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            sequences.Add(new SourceSequence(
                new TableName(reader.GetString(0), reader.GetString(1)), 0, false, reader.GetInt64(2),
                reader.IsDBNull(5) ? null : new SequenceOwner(new TableName(reader.GetString(3), reader.GetString(4)), reader.GetString(5))));
        }

        return sequences;
    }
}
