namespace Bifrost.Analytics.Report.Marts;

/// <summary>A município that IBGE does not know by this name: a row of <c>star.rpt_unmatched_municipalities</c>.</summary>
public sealed record UnmatchedMunicipality(string Uf, string Municipality, long Rows, long Total);
