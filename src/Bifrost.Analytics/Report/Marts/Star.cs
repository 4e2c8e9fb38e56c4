namespace Bifrost.Analytics.Report.Marts;

/// <summary>What the marts of one replica say, read in one snapshot of it.</summary>
/// <param name="Fingerprints">A hash over each mart's rows, by the mart's name: two marts of one hash are equal in every value.</param>
public sealed record Star(
    IReadOnlyList<FactTotal> Totals,
    IReadOnlyList<LostWeapons> LostWeapons,
    IReadOnlyList<CalibreBalance> Calibres,
    IReadOnlyList<MonthOfFact> Months,
    IReadOnlyList<UnknownMembers> Unknown,
    IReadOnlyList<Reconciliation> Reconciliations,
    IReadOnlyList<UnmatchedMunicipality> Unmatched,
    IReadOnlyDictionary<string, string> Fingerprints)
{
    /// <summary>It is built, and no fact has a row yet.</summary>
    public bool IsEmpty => Totals.All(static fact => fact.Rows == 0);

    /// <summary>Names of the marts that differ from another star's.</summary>
    public IReadOnlyList<string> DifferencesFrom(Star other) =>
        [.. Fingerprints.Where(mart => other.Fingerprints.GetValueOrDefault(mart.Key) != mart.Value).Select(static mart => mart.Key)];
}
