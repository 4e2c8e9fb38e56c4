namespace Bifrost.Analytics.Report.Marts;

/// <summary>One month of one fact: a row of <c>star.rpt_monthly_trend</c>.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Mean">Mean of this month and those before it, twelve at the most.</param>
/// <param name="MonthsInMean">How many months the mean is taken of, 1 to 12.</param>
public sealed record MonthOfFact(string Fact, DateOnly Month, long Total, double? Mean, int MonthsInMean);
