using Bifrost.Postgres.Progress;
using Bifrost.Replication.Sink;
using Npgsql;

namespace Bifrost.Postgres.Sink;

/// <summary>Collects row writes and sends them in order, many in one round trip; neighbours of one shape as one array statement.</summary>
/// <param name="opening">How the transaction begins; goes with the first statements.</param>
internal sealed class ChunkWriter(NpgsqlConnection connection, string sink, AppliedRows applied, Opening opening)
{
    private readonly List<RowWrite> _rows = [];
    private int _bytes;
    private bool _isOpen;

    public bool IsFull => _rows.Count >= ChunkLimits.Rows || _bytes >= ChunkLimits.Bytes;

    /// <summary>The transaction is not open yet, and all of its rows can go in one round trip with COMMIT. A rule may not be rewritten to where a guard stands.</summary>
    public bool IsWhole => !_isOpen && _rows.Count <= ChunkLimits.Statements && !IsFull && _rows.TrueForAll(static r => !r.Shape.MustHit || r.Plan.Target.TakesSets);

    public void Add(RowWrite row)
    {
        _rows.Add(row);
        _bytes += row.Bytes;
    }

    /// <exception cref="Replication.Failures.ReplicationException">RowRefused: a row to update is not there. Whether it can be inserted instead depends on the rows after it, so they are written again one by one.</exception>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        var from = 0;
        while (from < _rows.Count || !_isOpen)
        {
            await using var batch = new NpgsqlBatch(connection);
            var opened = Open(batch);
            var counts = new List<int>();
            while (from < _rows.Count && batch.BatchCommands.Count < ChunkLimits.Statements)
            {
                var count = RunFrom(from);
                batch.BatchCommands.Add(count == 1 ? Single(_rows[from]) : Bulk(from, count, _rows[from].Shape.Bulk!));
                counts.Add(count);
                from += count;
            }

            await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            if (opened > 0 && opening.Fault() is { } fault)
                throw fault;
            Check(batch, opened, from, counts, isGuarded: false);
        }

        _rows.Clear();
        _bytes = 0;
    }

    /// <summary>
    /// Sends all of it and what ends the transaction in one round trip: for a small transaction the way there and back takes longer than the work. What could only be found out from the answer the
    /// server is made to refuse, and then nothing of it stays.
    /// </summary>
    /// <exception cref="PostgresException">Of a row or of a guard; writing it again in steps says which.</exception>
    public async Task CommitAsync(IReadOnlyList<NpgsqlBatchCommand> closing, CancellationToken cancellation)
    {
        _isOpen = true;
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in opening.Guarded)
            batch.BatchCommands.Add(command);
        var counts = new List<int>();
        for (var from = 0; from < _rows.Count; from += counts[^1])
        {
            var count = RunFrom(from);
            batch.BatchCommands.Add(count == 1 ? Surely(_rows[from]) : SurelyBulk(from, count));
            counts.Add(count);
        }

        foreach (var command in closing)
            batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        Check(batch, opening.Guarded.Count, _rows.Count, counts, isGuarded: true);
        _rows.Clear();
        _bytes = 0;
    }

    /// <returns>Statements that were added.</returns>
    private int Open(NpgsqlBatch batch)
    {
        if (_isOpen)
            return 0;
        _isOpen = true;
        foreach (var command in opening.Commands)
            batch.BatchCommands.Add(command);
        return opening.Commands.Count;
    }

    private static NpgsqlBatchCommand Single(RowWrite row) => RawText.BatchCommand(row.Shape.Single, row.Values);

    private static NpgsqlBatchCommand Surely(RowWrite row) => RawText.BatchCommand(row.Shape.Surely, row.Values);

    private NpgsqlBatchCommand SurelyBulk(int from, int count)
    {
        var row = _rows[from];
        if (!row.Shape.MustHit)
            return Bulk(from, count, row.Shape.Bulk!);
        var command = Bulk(from, count, row.Shape.SurelyBulk(row.Values.Length));
        command.Parameters.Add(RawText.Parameter(RawText.Of(count)));
        return command;
    }

    private NpgsqlBatchCommand Bulk(int from, int count, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        for (var column = 0; column < _rows[from].Values.Length; column++)
        {
            var values = new string?[count];
            for (var i = 0; i < count; i++)
                values[i] = _rows[from + i].Values[column];
            command.Parameters.Add(RawText.Parameter(values));
        }

        return command;
    }

    /// <summary>How many rows from here go into one statement: of one shape, and none of them the same row as another.</summary>
    private int RunFrom(int from)
    {
        var shape = _rows[from].Shape;
        if (shape.Bulk is null)
            return 1;
        var seen = shape.Identity.Count == 0 ? null : new HashSet<string>(StringComparer.Ordinal);
        var to = from;
        while (to < _rows.Count && to - from < ChunkLimits.BulkRows && ReferenceEquals(_rows[to].Shape, shape) && (seen is null || seen.Add(Identity(_rows[to]))))
            to++;
        return to - from < ChunkLimits.BulkFrom ? 1 : to - from;
    }

    private static string Identity(RowWrite row)
    {
        var identity = row.Shape.Identity;
        // Length first, so that no two keys of several columns are joined to the same text.
        return identity.Count == 1 ? row.Values[identity[0]] ?? "" : string.Concat(identity.Select(i => $"{row.Values[i]?.Length ?? -1}:{row.Values[i]}"));
    }

    private void Check(NpgsqlBatch batch, int opened, int end, List<int> counts, bool isGuarded)
    {
        var at = end - counts.Sum();
        for (var i = 0; i < counts.Count; i++)
        {
            var row = _rows[at];
            var missed = counts[i] - (int)batch.BatchCommands[opened + i].RecordsAffected;
            if (row.Shape.Kind == RowKind.Delete)
                applied.NotFound += Math.Max(missed, 0);
            else if (!isGuarded && missed > 0 && !row.Shape.MayMiss)
                throw RowFaults.NotThere(sink, row.Plan);
            at += counts[i];
        }
    }
}
