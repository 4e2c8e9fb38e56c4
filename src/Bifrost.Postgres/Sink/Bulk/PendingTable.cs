using System.Runtime.InteropServices;
using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Sink.Bulk;

/// <summary>The rows of one table that wait to be written, one per key (design rule 4): the last image wins, and a value that no change carried stays missing.</summary>
internal sealed class PendingTable
{
    private readonly RowKeys? _keys;
    private readonly Dictionary<ColumnValue[], int> _byKey;
    private readonly List<PendingRow> _rows = [];

    public PendingTable(TablePlan plan)
    {
        Plan = plan;
        _keys = plan.IsKeyed ? new RowKeys([.. plan.Match.Select(static c => c.Source)]) : null;
        _byKey = new Dictionary<ColumnValue[], int>(_keys);
    }

    public TablePlan Plan { get; }

    public IReadOnlyList<PendingRow> Rows => _rows;

    /// <summary>False where the change cannot stand beside what waits: that is written first, and then the change by itself.</summary>
    public bool TryAdd(Change change) => change switch
    {
        _ when Plan.Skips(change) => true,
        RowInserted insert => TryInsert(insert.New),
        RowUpdated update => _keys is not null && TryUpdate(update),
        RowDeleted delete => _keys is not null && TryDelete(delete.Old),
        _ => false,
    };

    private bool TryInsert(ColumnValue[] image)
    {
        if (_keys is null)
        {
            _rows.Add(new PendingRow(PendingKind.Insert, image));
            return true;
        }

        if (!_keys.IsWhole(image))
            return false;
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_byKey, image, out var waits);
        if (waits)
            return Replace(index, image, PendingKind.Insert);
        index = Append(PendingKind.Insert, image);
        return true;
    }

    private bool TryUpdate(RowUpdated change)
    {
        if (change.Old is { } old && (!_keys!.IsWhole(old) || !_keys.IsSame(old, change.New)))
            return false;
        // A full old image has what the new one leaves out; a key image has the key alone, which has not changed.
        var image = change.OldImage == OldImage.None ? change.New : Filled(change.New, change.Old!, change.OldImage == OldImage.Full ? null : Plan);
        if (!_keys!.IsWhole(image))
            return false;
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_byKey, image, out var waits);
        if (waits)
            return Replace(index, image, PendingKind.Update);
        index = Append(PendingKind.Update, image);
        return true;
    }

    private bool TryDelete(ColumnValue[] image)
    {
        if (!_keys!.IsWhole(image))
            return false;
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_byKey, image, out var waits);
        if (waits)
            return Replace(index, image, PendingKind.Delete);
        index = Append(PendingKind.Delete, image);
        return true;
    }

    private bool Replace(int index, ColumnValue[] image, PendingKind change)
    {
        var before = _rows[index];
        PendingRow? after = (before.Kind, change) switch
        {
            (PendingKind.Delete, PendingKind.Insert) => new(PendingKind.Upsert, image),
            (PendingKind.DeleteAgain, PendingKind.Insert) => new(PendingKind.Upsert, image),
            (PendingKind.Insert or PendingKind.Upsert or PendingKind.Update, PendingKind.Update) => new(before.Kind, Filled(image, before.Image, null)),
            (PendingKind.Insert, PendingKind.Delete) => new(PendingKind.DeleteAgain, image),
            (PendingKind.Upsert or PendingKind.Update, PendingKind.Delete) => new(PendingKind.Delete, image),
            // A key that is not the source's own may come twice.
            _ => null,
        };
        if (after is { } row)
            _rows[index] = row;
        return after is not null;
    }

    private int Append(PendingKind kind, ColumnValue[] image)
    {
        _rows.Add(new PendingRow(kind, image));
        return _rows.Count - 1;
    }

    /// <param name="keyOf">Only the key of this plan is filled; null for every column.</param>
    private static ColumnValue[] Filled(ColumnValue[] image, ColumnValue[] old, TablePlan? keyOf)
    {
        if (Array.TrueForAll(image, static v => v.Kind != ValueKind.Missing))
            return image;
        var filled = (ColumnValue[])image.Clone();
        for (var i = 0; i < filled.Length; i++)
        {
            if (filled[i].Kind == ValueKind.Missing && (keyOf is null || keyOf.Match.Any(c => c.Source == i)))
                filled[i] = old[i];
        }

        return filled;
    }
}
