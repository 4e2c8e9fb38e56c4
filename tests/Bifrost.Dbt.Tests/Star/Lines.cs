using Bifrost.Testing;

namespace Bifrost.Dbt.Tests.Star;

internal static class Lines
{
    /// <summary>The one text column of a query, sorted.</summary>
    public static async Task<string[]> LinesAsync(this ScratchDatabase database, string query) =>
        (await database.ScalarAsync<string[]>($"select array_agg(line order by line collate \"C\") from ({query}) as lines (line)").ConfigureAwait(false)) ?? [];
}
