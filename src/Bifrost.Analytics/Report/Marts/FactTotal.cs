namespace Bifrost.Analytics.Report.Marts;

/// <summary>What one fact holds: a row of <c>star.rpt_totals</c>.</summary>
/// <param name="Total">Sum of the measure: weapons, permits or registrations.</param>
/// <param name="FirstMonth">Null where the fact has no row; so for the last month and the load.</param>
/// <param name="LoadedAt">When its youngest row was loaded at the source.</param>
public sealed record FactTotal(string Fact, long Rows, long Total, DateOnly? FirstMonth, DateOnly? LastMonth, DateTimeOffset? LoadedAt);
