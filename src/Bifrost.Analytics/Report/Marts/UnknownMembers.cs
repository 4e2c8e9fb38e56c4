namespace Bifrost.Analytics.Report.Marts;

/// <summary>How much of a fact hangs on a dimension's unknown member: a row of <c>star.rpt_data_quality</c>.</summary>
public sealed record UnknownMembers(string Fact, string Dimension, long Rows, long UnknownRows, long Total, long UnknownTotal);
