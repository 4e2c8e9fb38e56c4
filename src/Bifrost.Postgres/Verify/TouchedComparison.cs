namespace Bifrost.Postgres.Verify;

/// <summary>Judges the keys that changed between the two points: the source's rows at the start, with the window's changes on top, against the target.</summary>
internal sealed class TouchedComparison(SnapshotSession source, SnapshotSession target, ComparisonPlan plan, TouchedTable touched)
{
    private readonly Dictionary<string, TouchedRow> _byDigest = [];

    /// <summary>md5 of every touched key, as the target would hold it.</summary>
    public IReadOnlyCollection<string> Digests => _byDigest.Keys;

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        var rows = touched.Rows.ToList();
        var digests = await DigestAsync(rows.Select(static r => r.Key), cancellation).ConfigureAwait(false);
        for (var i = 0; i < rows.Count; i++)
        {
            // Two texts of one value (1.0 and 1.00 where the target has integers): the row that is there counts.
            if (!_byDigest.TryGetValue(digests[i], out var known) || known.Values is null)
                _byDigest[digests[i]] = rows[i];
        }
    }

    /// <summary>Gives the number of rows that these keys should have.</summary>
    public async Task<(long SourceRows, long TargetRows)> CompareAsync(TableDifferences differences, CancellationToken cancellation)
    {
        if (_byDigest.Count == 0)
            return (0, 0);
        var actual = new Dictionary<string, RowDigests>();
        await target.QueryAsync(ComparisonSql.RowsOfKeys(ComparisonSql.TargetRows(plan)), RowDigests.Into(actual), cancellation, Digests.ToArray()).ConfigureAwait(false);
        var expected = plan.IsMultiset ? await CountAsync(cancellation).ConfigureAwait(false) : await ExpectAsync(cancellation).ConfigureAwait(false);
        foreach (var (digest, row) in _byDigest.Where(static r => r.Value.IsJudged))
            Judge(digest, row, expected.GetValueOrDefault(digest), actual.GetValueOrDefault(digest), differences);
        return (expected.Values.Sum(static e => (long)e.Count), actual.Values.Sum(static a => (long)a.Count));
    }

    private void Judge(string digest, TouchedRow row, Expected? expected, RowDigests? actual, TableDifferences differences)
    {
        var (wanted, held) = (expected?.Count ?? 0, actual?.Count ?? 0);
        var key = differences.KeyOf(digest, [.. row.Key.Select(static k => k ?? "null")]);
        if (wanted != held)
        {
            if (wanted > held || !plan.AllowsExtra)
                differences.Add(digest, new RowDifference(wanted > held ? RowDifferenceKind.Missing : RowDifferenceKind.Extra, key, []));
            return;
        }

        if (plan.IsMultiset || expected is null)
            return;
        var columns = Given.Where((column, n) => expected.Columns[n] != actual!.First[column]).Select(column => plan.Columns[column].Name).ToList();
        if (columns.Count > 0)
            differences.Add(digest, new RowDifference(RowDifferenceKind.Different, key, columns));
    }

    /// <summary>Columns that the stream carries; what the source generates is not known after a change.</summary>
    private List<int> Given => [.. Enumerable.Range(0, plan.Columns.Count).Where(i => plan.Columns[i].OnWire)];

    private async Task<Dictionary<string, Expected>> ExpectAsync(CancellationToken cancellation)
    {
        var rows = _byDigest.Where(static r => r.Value is { Values: not null, IsJudged: true }).ToList();
        var values = await FilledAsync([.. rows.Select(static r => r.Value)], cancellation).ConfigureAwait(false);
        var given = Given;
        var expected = new Dictionary<string, Expected>();
        Array[] arrays = [.. given.Select(i => values.Select(v => v[i]).ToArray())];
        var n = 0;
        await target.QueryAsync(
            ComparisonSql.GivenRows(plan, given), reader => expected[rows[n++].Key] = new Expected(1, reader.GetFieldValue<string[]>(1)), cancellation, arrays).ConfigureAwait(false);
        return expected;
    }

    /// <summary>Values that the stream left out, from the source as it was at the start.</summary>
    private async Task<List<string?[]>> FilledAsync(List<TouchedRow> rows, CancellationToken cancellation)
    {
        var gaps = rows.Where(static r => r is { Gaps.Count: > 0, Base: not null }).ToList();
        if (gaps.Count == 0)
            return [.. rows.Select(static r => r.Values!)];
        var digests = await DigestAsync(gaps.Select(static r => r.Base!), cancellation).ConfigureAwait(false);
        var start = new Dictionary<string, string?[]>();
        foreach (var part in plan.Parts)
            await source.QueryAsync(ComparisonSql.ValuesOfKeys(plan, part), reader => start[reader.GetString(0)] = reader.GetFieldValue<string?[]>(1), cancellation, digests.Distinct().ToArray()).ConfigureAwait(false);
        var starts = new Dictionary<TouchedRow, string?[]?>(ReferenceEqualityComparer.Instance);
        foreach (var (row, digest) in gaps.Zip(digests))
            starts[row] = start.GetValueOrDefault(digest);
        return [.. rows.Select(row => starts.TryGetValue(row, out var values) && values is not null ? [.. row.Values!.Select((v, i) => row.Gaps.Contains(i) ? values[i] : v)] : row.Values!)];
    }

    /// <summary>For a table without a key: how many equal rows there were at the start, and how many more or fewer there are now.</summary>
    private async Task<Dictionary<string, Expected>> CountAsync(CancellationToken cancellation)
    {
        var start = new Dictionary<string, RowDigests>();
        if (!touched.IsTruncated)
            await source.QueryAsync(ComparisonSql.RowsOfKeys(ComparisonSql.SourceRows(plan)), RowDigests.Into(start), cancellation, Digests.ToArray()).ConfigureAwait(false);
        return _byDigest.ToDictionary(static r => r.Key, r => new Expected((start.GetValueOrDefault(r.Key)?.Count ?? 0) + r.Value.Copies, []));
    }

    private async Task<List<string>> DigestAsync(IEnumerable<string?[]> keys, CancellationToken cancellation)
    {
        var all = keys.ToList();
        Array[] arrays = [.. plan.Identity.Select((_, n) => all.Select(k => k[n]).ToArray())];
        var digests = new List<string>();
        if (all.Count > 0)
            await target.QueryAsync(ComparisonSql.GivenRows(plan, plan.Identity), reader => digests.Add(reader.GetString(0)), cancellation, arrays).ConfigureAwait(false);
        return digests;
    }

    private sealed record Expected(int Count, string[] Columns);
}
