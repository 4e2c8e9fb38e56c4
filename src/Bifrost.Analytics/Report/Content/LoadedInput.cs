namespace Bifrost.Analytics.Report.Content;

/// <summary>What the ETL found in one file.</summary>
/// <param name="Read">Lines that were read as rows, the rejected ones among them.</param>
/// <param name="Rejected">Rows that broke a rule, and are in the reject file.</param>
/// <param name="Reasons">Why rows were rejected, most first, as text; empty where none was.</param>
/// <param name="Merged">Rows that cleaning made one with another; null where that was not counted.</param>
public sealed record LoadedInput(string File, string Table, long Read, long Rejected, string Reasons, long? Merged, DateOnly? FirstMonth, DateOnly? LastMonth);
