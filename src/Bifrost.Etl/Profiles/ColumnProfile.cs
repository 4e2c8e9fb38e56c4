namespace Bifrost.Etl.Profiles;

/// <summary>What a column held once it was cleaned.</summary>
/// <param name="Distinct">Different values, blanks left out.</param>
/// <param name="IsExact">Whether <paramref name="Distinct"/> is the number; where it is not, there are more than that.</param>
/// <param name="Blanks">Rows without a value.</param>
/// <param name="Values">The most frequent values of a closed set, most first; empty for every other column.</param>
public sealed record ColumnProfile(string Name, long Distinct, bool IsExact, long Blanks, IReadOnlyList<ValueCount> Values);
