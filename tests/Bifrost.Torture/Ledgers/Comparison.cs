using Npgsql;

namespace Bifrost.Torture.Ledgers;

/// <summary>Source and replica, row by row, as multisets: a row that is there once too often or too seldom is named.</summary>
internal static class Comparison
{
    private const int Named = 3;

    /// <param name="Rows">Rows that were compared.</param>
    internal sealed record Result(long Rows, IReadOnlyList<string> Differences);

    /// <summary>Both are at rest.</summary>
    public static async Task<Result> OfAsync(NpgsqlConnection source, NpgsqlConnection replica)
    {
        var differences = new List<string>();
        var compared = 0L;
        foreach (var table in Ledger.Tables)
        {
            // The source's columns: a replica keeps those that the source has no more.
            var columns = await ColumnsAsync(source, table);
            var expected = await RowsAsync(source, table, columns);
            var found = await RowsAsync(replica, table, columns);
            compared += expected.Values.Sum();
            differences.AddRange(Differences(table, expected, found));
        }

        return new Result(compared, differences);
    }

    private static IEnumerable<string> Differences(string table, Dictionary<string, int> expected, Dictionary<string, int> found) =>
        expected.Keys.Union(found.Keys)
            .Select(row => (Row: row, Expected: expected.GetValueOrDefault(row), Found: found.GetValueOrDefault(row)))
            .Where(static pair => pair.Expected != pair.Found)
            .OrderBy(static pair => pair.Row, StringComparer.Ordinal)
            .Take(Named)
            .Select(pair => $"{table} {Short(pair.Row)}: {pair.Expected} on the source, {pair.Found} on the replica");

    private static string Short(string row) => row.Length > 80 ? row[..80] + "…" : row;

    private static async Task<string> ColumnsAsync(NpgsqlConnection source, string table)
    {
        await using var command = new NpgsqlCommand(
            $"select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped", source);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<Dictionary<string, int>> RowsAsync(NpgsqlConnection database, string table, string columns)
    {
        await using var command = new NpgsqlCommand($"select row({columns})::text from {table}", database);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            var row = reader.GetString(0);
            rows[row] = rows.GetValueOrDefault(row) + 1;
        }

        return rows;
    }
}
