namespace Bifrost.Bench.Databases;

/// <summary>What a table holds: the number of rows, and a sum over a hash of every row's text, whatever their order.</summary>
internal sealed record Fingerprint(long Rows, string Sum)
{
    private static readonly string Query =
        $"select count(*), coalesce(sum(hashtextextended(row({OrdersTable.Columns})::text, 0)::numeric), 0)::text from orders";

    /// <summary>Whether every replica holds what the source holds. Reads all of them once.</summary>
    public static async Task<bool> AgreeAsync(RunDatabases databases, CancellationToken cancellation)
    {
        var prints = await Task.WhenAll(databases.All.Select(database => OfAsync(database, cancellation))).ConfigureAwait(false);
        return prints.Distinct().Count() == 1;
    }

    private static Task<Fingerprint> OfAsync(BenchDatabase database, CancellationToken cancellation) =>
        database.QueryAsync("comparing", Query, static reader => new Fingerprint(reader.GetInt64(0), reader.GetString(1)), cancellation);
}
