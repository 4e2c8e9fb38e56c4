using Npgsql;

namespace Bifrost.Postgres.Verify;

/// <summary>One table of a live comparison: compared whole at the first look, and after it only where it differed, until nothing does.</summary>
internal sealed class LiveTable(ComparisonPlan plan, VerifyOptions options)
{
    /// <summary>Rows that are looked at one by one; where more differ, the whole table is compared again, which costs less and holds no list.</summary>
    private const int MostRechecked = 10_000;

    private TableDifferences? _differences;
    private (long Source, long Target) _rows;
    private bool _isCounted;

    /// <summary>Set anew when the target's catalog has changed.</summary>
    public ComparisonPlan Plan { get; set; } = plan;

    /// <summary>Every row agreed at one look or another.</summary>
    public bool IsSettled => Plan.Fault is null && _differences is { Found.Count: 0, HasMore: false };

    /// <summary>Differs from one look to the next as long as the target moves.</summary>
    public (string? Fault, long Rows, int Differing) State => (Plan.Fault, _rows.Target, _differences?.Found.Keys.Aggregate(0, static (sum, key) => sum ^ key.GetHashCode(StringComparison.Ordinal)) ?? 0);

    public async Task LookAsync(SnapshotSession left, SnapshotSession right, CancellationToken cancellation)
    {
        if (Plan.Fault is not null)
            return;
        if (_differences is { HasMore: false })
            await RecheckAsync(_differences, left, right, cancellation).ConfigureAwait(false);
        else
            await CompareAsync(left, right, cancellation).ConfigureAwait(false);
    }

    public async Task<TableVerdict> VerdictAsync(SnapshotSession left, SnapshotSession right, CancellationToken cancellation)
    {
        if (_differences is null || Plan.Fault is not null)
            return ExactVerification.VerdictOf(Plan, (0, 0), new TableDifferences(Plan, 0), Plan.Fault);
        if (!_isCounted)
            _rows = (await CountAsync(left, ComparisonSql.SourceRows(Plan), cancellation).ConfigureAwait(false), await CountAsync(right, ComparisonSql.TargetRows(Plan), cancellation).ConfigureAwait(false));
        var listed = new TableDifferences(Plan, options.MaxDifferences);
        foreach (var (digest, difference) in _differences.Found)
            listed.Add(digest, difference);
        return ExactVerification.VerdictOf(Plan, _rows, listed, null);
    }

    private async Task CompareAsync(SnapshotSession left, SnapshotSession right, CancellationToken cancellation)
    {
        // What differs for now is no difference yet: what is listed is not what is shown.
        _differences = new TableDifferences(Plan, MostRechecked);
        // Buckets are summed first and read later: both must see the same rows.
        await ExecuteAsync("begin isolation level repeatable read read only; set local row_security = off", left, right, cancellation).ConfigureAwait(false);
        _rows = await new BucketComparison(left, right, options).CompareAsync(Plan, ComparisonSql.SourceRows(Plan), [], _differences, cancellation).ConfigureAwait(false);
        await ExecuteAsync("commit", left, right, cancellation).ConfigureAwait(false);
        _isCounted = true;
    }

    private async Task RecheckAsync(TableDifferences differences, SnapshotSession left, SnapshotSession right, CancellationToken cancellation)
    {
        var digests = differences.Found.Keys.ToArray();
        var (ofSource, ofTarget) = (new Dictionary<string, RowDigests>(), new Dictionary<string, RowDigests>());
        await BucketComparison.BothAsync(
            left.QueryAsync(ComparisonSql.RowsOfKeys(ComparisonSql.SourceRows(Plan)), RowDigests.Into(ofSource), cancellation, digests),
            right.QueryAsync(ComparisonSql.RowsOfKeys(ComparisonSql.TargetRows(Plan)), RowDigests.Into(ofTarget), cancellation, digests)).ConfigureAwait(false);
        foreach (var digest in digests)
        {
            differences.Forget(digest);
            if (ofSource.GetValueOrDefault(digest) is var s && ofTarget.GetValueOrDefault(digest) is var t && (s is not null || t is not null))
                differences.Judge(digest, s, t);
        }

        _isCounted = false;
    }

    private static async Task<long> CountAsync(SnapshotSession session, string rows, CancellationToken cancellation)
    {
        var count = 0L;
        await session.QueryAsync(ComparisonSql.Count(rows), reader => count = reader.GetInt64(0), cancellation).ConfigureAwait(false);
        return count;
    }

    private static async Task ExecuteAsync(string sql, SnapshotSession left, SnapshotSession right, CancellationToken cancellation)
    {
        foreach (var session in new[] { left, right })
        {
            await using var command = new NpgsqlCommand(sql, session.Connection);
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }
    }
}
