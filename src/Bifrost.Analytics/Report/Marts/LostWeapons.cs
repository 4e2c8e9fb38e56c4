namespace Bifrost.Analytics.Report.Marts;

/// <summary>Weapons reported stolen or lost in one federative unit and year: a row of <c>star.rpt_lost_weapons_by_uf_and_year</c>.</summary>
/// <param name="Population">Inhabitants at the census of 2022; null where the unit is not known.</param>
/// <param name="Per100k">Weapons per 100,000 inhabitants; null without a population.</param>
public sealed record LostWeapons(int Year, string Uf, string UfName, string Region, long? Population, long Weapons, double? Per100k);
