using System.Globalization;
using System.Text;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Verify;

/// <summary>The changes of the window for one plan, folded to a last state per key.</summary>
internal sealed class TouchedTable(ComparisonPlan plan)
{
    private readonly Dictionary<string, TouchedRow> _rows = [];

    public IReadOnlyCollection<TouchedRow> Rows => _rows.Values;

    /// <summary>The table was emptied: nothing of the start is left.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>A change could not be followed: an unknown column, or a key that the stream does not carry.</summary>
    public bool IsLost { get; private set; }

    public void Truncate()
    {
        _rows.Clear();
        IsTruncated = true;
    }

    public void Apply(SourcePart part, Change change)
    {
        switch (change)
        {
            case RowInserted insert when Image(part, insert.Relation, insert.New) is { } row:
                Put(row, null, IsSkipped(part, SkippedOperations.Create));
                break;
            case RowUpdated update when Image(part, update.Relation, update.New) is { } row:
                Update(part, update, row);
                break;
            case RowDeleted delete when OldOf(part, delete.Relation, delete.OldImage, delete.Old) is { } old:
                Remove(old, IsSkipped(part, SkippedOperations.Delete) || plan.AllowsExtra);
                break;
            default:
                IsLost = true;
                break;
        }
    }

    private static bool IsSkipped(SourcePart part, SkippedOperations operation) => part.Route.Skipped.HasFlag(operation);

    private void Update(SourcePart part, RowUpdated update, RowImage row)
    {
        var old = update.Old is null ? row : OldOf(part, update.Relation, update.OldImage, update.Old);
        if (old is null || (plan.IsMultiset && update.OldImage != OldImage.Full))
        {
            IsLost = true;
            return;
        }

        var skipped = IsSkipped(part, SkippedOperations.Update);
        row = row.FilledFrom(update.OldImage == OldImage.Full ? old : null);
        var before = _rows.GetValueOrDefault(Name(KeyOf(old)));
        if (before is { Values: { } values })
            row = row.FilledFrom(new RowImage(values, before.Gaps));
        var start = before is null ? KeyOf(old) : before.Base;
        if (plan.IsMultiset || Name(KeyOf(old)) != Name(KeyOf(row)))
            Remove(old, skipped);
        Put(row, start, skipped || before is { IsJudged: false });
    }

    private void Put(RowImage row, string?[]? start, bool skipped)
    {
        var key = KeyOf(row);
        var copies = _rows.GetValueOrDefault(Name(key))?.Copies ?? 0;
        _rows[Name(key)] = new TouchedRow(key, row.Values, row.Gaps, start, copies + 1, !skipped);
    }

    private void Remove(RowImage row, bool skipped)
    {
        var key = KeyOf(row);
        var copies = _rows.GetValueOrDefault(Name(key))?.Copies ?? 0;
        _rows[Name(key)] = TouchedRow.Gone(key) with { Copies = copies - 1, IsJudged = !skipped, Values = plan.IsMultiset ? row.Values : null };
    }

    private RowImage? OldOf(SourcePart part, Relation relation, OldImage image, ColumnValue[] old)
    {
        // A key image holds the replica identity's columns and nothing of the others.
        if (image == OldImage.Key && plan.Identity.Any(i => ColumnOf(part, i) is { } column && !relation.Columns.Any(c => c.Name == column && c.IsKey)))
            return null;
        return Image(part, relation, old, image == OldImage.Key);
    }

    private RowImage? Image(SourcePart part, Relation relation, ColumnValue[] row, bool keyOnly = false)
    {
        var values = new string?[plan.Columns.Count];
        var gaps = new HashSet<int>();
        for (var i = 0; i < values.Length; i++)
        {
            if (!plan.Columns[i].OnWire || (keyOnly && !plan.Identity.Contains(i)))
                continue;
            if (part.Origins[i] is ColumnOrigin.Constant constant)
                values[i] = constant.Text;
            if (ColumnOf(part, i) is not { } name)
                continue;
            var at = relation.Columns.ToList().FindIndex(c => c.Name == name);
            if (at < 0)
                return null;
            if (row[at].Kind == ValueKind.Missing)
                gaps.Add(i);
            values[i] = row[at].Kind == ValueKind.Text ? TextOf(part.Origins[i], row[at]) : null;
        }

        return new RowImage(values, gaps);
    }

    private static string TextOf(ColumnOrigin? origin, ColumnValue value) =>
        origin is ColumnOrigin.Masked masked ? masked.Replacement : Encoding.UTF8.GetString(value.Bytes.Span);

    private static string? ColumnOf(SourcePart part, int index) => part.Origins[index] switch
    {
        ColumnOrigin.FromSource from => from.Column,
        ColumnOrigin.Masked masked => masked.Column,
        _ => null,
    };

    private string?[] KeyOf(RowImage row) => [.. plan.Identity.Select(i => row.Values[i])];

    private static string Name(string?[] key) =>
        string.Concat(key.Select(static k => k is null ? "n" : string.Create(CultureInfo.InvariantCulture, $"{k.Length}:{k}")));

    private sealed record RowImage(string?[] Values, IReadOnlySet<int> Gaps)
    {
        public RowImage FilledFrom(RowImage? other)
        {
            if (other is null || Gaps.Count == 0)
                return this;
            var values = (string?[])Values.Clone();
            foreach (var gap in Gaps)
                values[gap] = other.Values[gap];
            return new RowImage(values, Gaps.Where(other.Gaps.Contains).ToHashSet());
        }
    }
}
