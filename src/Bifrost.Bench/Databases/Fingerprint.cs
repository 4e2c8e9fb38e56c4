namespace Bifrost.Bench.Databases;

/// <summary>What a table holds: the number of rows, and a sum over a hash of every row's text, whatever their order.</summary>
internal sealed record Fingerprint(long Rows, string Sum)
{
    private static readonly string OrdersQuery = $"select {Sums($"row({OrdersTable.Columns})::text")} from orders";

    /// <summary>Whether every replica holds what the source holds. Reads all of them once.</summary>
    /// <param name="beside">Tables beside <c>orders</c>.</param>
    public static async Task<bool> AgreeAsync(RunDatabases databases, IReadOnlyList<SideTable> beside, CancellationToken cancellation)
    {
        foreach (var query in beside.Select(static table => $"select {Sums("t::text")} from {table.Name} t").Prepend(OrdersQuery))
        {
            var prints = await Task.WhenAll(databases.All.Select(database => OfAsync(database, query, cancellation))).ConfigureAwait(false);
            if (prints.Distinct().Count() > 1)
                return false;
        }

        return true;
    }

    private static string Sums(string row) => $"count(*), coalesce(sum(hashtextextended({row}, 0)::numeric), 0)::text";

    private static Task<Fingerprint> OfAsync(BenchDatabase database, string query, CancellationToken cancellation) =>
        database.QueryAsync("comparing", query, static reader => new Fingerprint(reader.GetInt64(0), reader.GetString(1)), cancellation);
}
