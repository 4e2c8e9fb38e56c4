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
                batch.BatchCommands.Add(count == 1 ? Single(_rows[from]) : Bulk(from, count));
                counts.Add(count);
                from += count;
            }

            await batch.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            if (opened > 0 && opening.Fault() is { } fault)
                throw fault;
            Check(batch, opened, from, counts);
        }

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

    private NpgsqlBatchCommand Bulk(int from, int count)
    {
        var shape = _rows[from].Shape;
        var command = new NpgsqlBatchCommand(shape.Bulk!);
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

    private void Check(NpgsqlBatch batch, int opened, int end, List<int> counts)
    {
        var at = end - counts.Sum();
        for (var i = 0; i < counts.Count; i++)
        {
            var row = _rows[at];
            var missed = counts[i] - (int)batch.BatchCommands[opened + i].RecordsAffected;
            if (row.Shape.Kind == RowKind.Delete)
                applied.NotFound += Math.Max(missed, 0);
            else if (row.Shape.MaySkip)
                applied.Skipped += Math.Max(missed, 0);
            else if (missed > 0 && !row.Shape.MayMiss)
                throw RowFaults.NotThere(sink, row.Plan);
            at += counts[i];
        }
    }
}
