namespace Bifrost.Bench.Databases;

/// <summary>What a load left in its table: the number of rows, and a sum over a hash of every row's text, whatever their order.</summary>
internal sealed record LoadedRows(long Rows, string Sum)
{
    public static Task<LoadedRows> OfAsync(BenchDatabase database, TableLoad load, CancellationToken cancellation) => database.QueryAsync(
        "comparing",
        $"select count(*), coalesce(sum(hashtextextended(row({string.Join(", ", load.Columns)})::text, 0)::numeric), 0)::text from {load.Table}",
        static reader => new LoadedRows(reader.GetInt64(0), reader.GetString(1)),
        cancellation);
}
