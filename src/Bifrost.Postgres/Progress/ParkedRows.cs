using Bifrost.Postgres.Parked;
using Bifrost.Postgres.Sink;
using Bifrost.Replication.Changes;
using Npgsql;

namespace Bifrost.Postgres.Progress;

/// <summary>
/// <c>bifrost.parked</c>, for one sink and one source: rows that the target refused, kept in the transaction that went on without them, and what later changes did to the same rows.
/// What is noted of later changes is noted before their rows are written: a retry locks the parked row first, so that either sees the other.
/// </summary>
/// <param name="stem">The source's <c>slot.name</c>.</param>
internal sealed class ParkedRows(NpgsqlConnection connection, string sink, string stem)
{
    private const string Insert =
        """
        insert into bifrost.parked (sink, stem, source_table, target_table, end_lsn, ordinal, operation, key, "row", reason, key_columns, identities, change)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    private const string Later = "update bifrost.parked set later_lsn = $3, later_operation = $4 where sink = $1 and stem = $2 and later_lsn is null";

    public const string KeepNote = "release savepoint bifrost_note";

    public const string UndoNote = "rollback to savepoint bifrost_note; release savepoint bifrost_note";

    private readonly ParkedKeys _keys = new();

    /// <summary>No row is parked that a change might touch.</summary>
    public bool IsEmpty => _keys.IsEmpty;

    /// <summary>Learns what earlier runs parked.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        await using var command = RawText.Command(
            connection, "select source_table, key_columns, identities from bifrost.parked where sink = $1 and stem = $2 and later_lsn is null", sink, stem);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            _keys.Add(reader.GetString(0), reader.GetFieldValue<string[]>(1), reader.GetFieldValue<string[]>(2));
    }

    /// <param name="ordinal">The change's place in its transaction, from 0.</param>
    public async Task AddAsync(RowWrite row, RowFacts facts, Lsn endLsn, long ordinal, string reason, CancellationToken cancellation)
    {
        var table = row.Plan.Relation.Table.ToString();
        string[] key = [.. row.Plan.Match.Select(c => row.Plan.Relation.Columns[c.Source].Name)];
        var identities = RowIdentity.Of(row.Change, key);
        await using var command = RawText.Command(
            connection, Insert,
            sink, stem, table, row.Plan.Route.Target.ToString(), endLsn.ToString(), RawText.Of(ordinal), RowJson.Operation(row.Change), RowJson.Key(row), RowJson.Row(row), reason);
        command.Parameters.Add(RawText.Parameter(key));
        command.Parameters.Add(RawText.Parameter([.. identities]));
        command.Parameters.Add(RawText.Parameter(ParkedChange.Of(row, facts).ToJson()));
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        _keys.Add(table, key, identities);
    }

    /// <summary>Notes, before a batch is written, which parked rows it changes.</summary>
    public async Task NoteAsync(IReadOnlyList<SourceTransaction> batch, CancellationToken cancellation)
    {
        if (IsEmpty)
            return;
        var touched = new Dictionary<(string Table, string Identity), (Lsn At, Change By)>();
        foreach (var transaction in batch)
        {
            foreach (var change in transaction.Changes)
            {
                foreach (var found in _keys.Touched(change))
                    touched[found] = (transaction.EndLsn, change);
            }
        }

        foreach (var (row, later) in touched)
        {
            await using var note = new NpgsqlBatch(connection) { BatchCommands = { NoteOf(row.Table, row.Identity, later.At, later.By) } };
            // Retried, discarded, or noted and committed before: nothing is left to note.
            if (await note.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false) == 0)
                _keys.Remove(row.Table, row.Identity);
        }
    }

    /// <summary>Notes which parked rows one change is of, behind a savepoint that the caller keeps or undoes.</summary>
    /// <returns>False where it is of none, and there is no savepoint.</returns>
    public async Task<bool> NoteAsync(Change change, Lsn endLsn, CancellationToken cancellation)
    {
        var touched = _keys.IsEmpty ? [] : _keys.Touched(change).ToList();
        if (touched.Count == 0)
            return false;
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand("savepoint bifrost_note") } };
        foreach (var row in touched)
            batch.BatchCommands.Add(NoteOf(row.Table, row.Identity, endLsn, change));
        await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>Notes, after a batch was written, that tables were emptied: rows of them that were parked before are gone at the source.</summary>
    public async Task NoteTruncatesAsync(IReadOnlyList<SourceTransaction> batch, CancellationToken cancellation)
    {
        if (IsEmpty)
            return;
        foreach (var transaction in batch)
        {
            foreach (var (change, ordinal) in transaction.Changes.Select(static (c, i) => (c, i)).Where(static c => c.c is TablesTruncated))
            {
                foreach (var relation in ((TablesTruncated)change).Relations)
                    await RunAsync($"{Later} and source_table = $5 and (end_lsn, ordinal) < ($3, $6)", transaction.EndLsn, "t", [relation.Table.ToString(), RawText.Of(ordinal)], cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Notes that a snapshot wrote tables anew: it has each row as it was at that point.</summary>
    /// <param name="isCopied">The tables; null for all.</param>
    public async Task NoteSnapshotAsync(Lsn point, Predicate<TableName>? isCopied, CancellationToken cancellation)
    {
        if (isCopied is null)
            await RunAsync(Later, point, "r", [], cancellation).ConfigureAwait(false);
        else
            foreach (var table in _keys.Tables.Where(table => isCopied(table)).ToList())
                await RunAsync($"{Later} and source_table = $5", point, "r", [table.ToString()], cancellation).ConfigureAwait(false);
    }

    private NpgsqlBatchCommand NoteOf(string table, string identity, Lsn at, Change by) => RawText.BatchCommand(
        $"{Later} and source_table = $5 and $6 = any (identities)", sink, stem, at.ToString(), RowJson.Operation(by), table, identity);

    private async Task RunAsync(string sql, Lsn at, string operation, string?[] more, CancellationToken cancellation)
    {
        await using var command = RawText.Command(connection, sql, [sink, stem, at.ToString(), operation, .. more]);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}
