namespace Bifrost.Postgres.Verify;

/// <summary>What the changes between the two points made of one key.</summary>
/// <param name="Values">The row's last image by the plan's columns; null where it is gone. Values that the stream left out are in <paramref name="Gaps"/>.</param>
/// <param name="Gaps">Indexes of unchanged values that the stream did not send.</param>
/// <param name="Base">The key under which the row stood at the start: the gaps are filled from there.</param>
/// <param name="Copies">For a table without a key: by how many the equal rows became more (or fewer).</param>
/// <param name="IsJudged">False where the configuration skips what was done: any state is as it should be.</param>
internal sealed record TouchedRow(string?[] Key, string?[]? Values, IReadOnlySet<int> Gaps, string?[]? Base, int Copies, bool IsJudged)
{
    public static TouchedRow Gone(string?[] key) => new(key, null, new HashSet<int>(), null, 0, true);
}
