namespace Bifrost.Postgres.Verify;

/// <summary>
/// Compares one table without bringing its rows here: both servers sum digests per bucket of keys, in any order, and only buckets that differ are read.
/// </summary>
internal sealed class BucketComparison(SnapshotSession source, SnapshotSession target, VerifyOptions options)
{
    /// <summary>Rows whose digests are held at once when buckets are read.</summary>
    private const int RowsAtOnce = 50_000;

    private const int MostBuckets = 65_536;

    /// <param name="sourceRows">The source's rows; <see cref="ComparisonSql.SourceRows"/> or none.</param>
    /// <param name="excluded">md5 of the keys that are judged elsewhere.</param>
    public async Task<(long SourceRows, long TargetRows)> CompareAsync(
        ComparisonPlan plan, string sourceRows, IReadOnlyCollection<string> excluded, TableDifferences differences, CancellationToken cancellation)
    {
        var count = (int)Math.Clamp(plan.EstimatedRows / options.RowsPerBucket, 16, MostBuckets);
        var targetRows = ComparisonSql.TargetRows(plan);
        Array[] exclusion = excluded.Count > 0 ? [excluded.ToArray()] : [];
        var (ofSource, ofTarget) = (new Dictionary<long, Bucket>(), new Dictionary<long, Bucket>());
        await BothAsync(
            source.QueryAsync(ComparisonSql.Buckets(sourceRows, count, excluded.Count > 0), Bucket.Into(ofSource), cancellation, exclusion),
            target.QueryAsync(ComparisonSql.Buckets(targetRows, count, excluded.Count > 0), Bucket.Into(ofTarget), cancellation, exclusion)).ConfigureAwait(false);
        var differing = ofSource.Keys.Union(ofTarget.Keys).Where(b => ofSource.GetValueOrDefault(b) != ofTarget.GetValueOrDefault(b)).Order().ToList();
        foreach (var group in Groups(differing, b => (ofSource.GetValueOrDefault(b)?.Rows ?? 0) + (ofTarget.GetValueOrDefault(b)?.Rows ?? 0)))
        {
            if (differences is { IsFull: true, HasMore: true })
                break;
            Array[] parameters = [group.ToArray(), .. exclusion];
            var (left, right) = (new Dictionary<string, RowDigests>(), new Dictionary<string, RowDigests>());
            await BothAsync(
                source.QueryAsync(ComparisonSql.RowsOfBuckets(sourceRows, count, excluded.Count > 0), RowDigests.Into(left), cancellation, parameters),
                target.QueryAsync(ComparisonSql.RowsOfBuckets(targetRows, count, excluded.Count > 0), RowDigests.Into(right), cancellation, parameters)).ConfigureAwait(false);
            foreach (var key in left.Keys.Union(right.Keys))
                differences.Judge(key, left.GetValueOrDefault(key), right.GetValueOrDefault(key));
        }

        return (ofSource.Values.Sum(static b => b.Rows), ofTarget.Values.Sum(static b => b.Rows));
    }

    /// <summary>Both sides are awaited even where one fails: a connection that is left in the middle of a query cannot be closed in peace.</summary>
    public static Task BothAsync(Task ofSource, Task ofTarget) => Task.WhenAll(ofSource, ofTarget);

    private static IEnumerable<List<long>> Groups(List<long> buckets, Func<long, long> rowsOf)
    {
        List<long> group = [];
        long rows = 0;
        foreach (var bucket in buckets)
        {
            group.Add(bucket);
            if ((rows += rowsOf(bucket)) < RowsAtOnce)
                continue;
            yield return group;
            (group, rows) = ([], 0);
        }

        if (group.Count > 0)
            yield return group;
    }

    private sealed record Bucket(long Rows, string High, string Low)
    {
        public static Action<Npgsql.NpgsqlDataReader> Into(Dictionary<long, Bucket> buckets) =>
            reader => buckets[reader.GetInt64(0)] = new Bucket(reader.GetInt64(1), reader.GetString(2), reader.GetString(3));
    }
}
