namespace Bifrost.Analytics.Report.Marts;

/// <summary>Registrations against occurrences of one family of calibres: a row of <c>star.rpt_registrations_against_occurrences</c>.</summary>
/// <param name="Per1000">Occurrences per 1,000 registrations; null where nothing is registered.</param>
public sealed record CalibreBalance(string Family, long Registrations, long Occurrences, double? Per1000);
