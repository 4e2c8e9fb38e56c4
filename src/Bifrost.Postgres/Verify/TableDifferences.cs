namespace Bifrost.Postgres.Verify;

/// <summary>Differences as they are found, by the md5 of their key, up to a limit.</summary>
internal sealed class TableDifferences(ComparisonPlan plan, int limit)
{
    private readonly Dictionary<string, RowDifference> _found = [];

    public IReadOnlyDictionary<string, RowDifference> Found => _found;

    public bool HasMore { get; private set; }

    /// <summary>No further difference would be listed.</summary>
    public bool IsFull => _found.Count >= limit;

    /// <summary>Compares what both sides have for one key.</summary>
    public void Judge(string digest, RowDigests? source, RowDigests? target)
    {
        if (source is not null && target is not null && source.IsSameAs(target))
            return;
        var (wanted, held) = (source?.Count ?? 0, target?.Count ?? 0);
        if (wanted < held && plan.AllowsExtra)
            return;
        var kind = wanted > held ? RowDifferenceKind.Missing : wanted < held ? RowDifferenceKind.Extra : RowDifferenceKind.Different;
        var columns = kind == RowDifferenceKind.Different
            ? plan.Columns.Select(static c => c.Name).Where((_, i) => source!.First[i] != target!.First[i]).ToList()
            : [];
        Add(digest, new RowDifference(kind, KeyOf(digest, (source ?? target)!.Key), columns));
    }

    public void Add(string digest, RowDifference difference)
    {
        if (IsFull)
            HasMore = true;
        else
            _found[digest] = difference;
    }

    public void Forget(string digest) => _found.Remove(digest);

    public string KeyOf(string digest, IReadOnlyList<string> key) =>
        plan.IsMultiset ? $"row with md5 {digest}" : string.Join(", ", plan.Key.Select((column, i) => $"{plan.Columns[column].Name}={key[i]}"));
}
