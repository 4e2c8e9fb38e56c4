namespace Bifrost.Analytics.Report.Content;

/// <summary>How a replica stands to one source.</summary>
/// <param name="Source">Name of the source's connector.</param>
public sealed record SourceStanding(string Source, Freshness Freshness, Following Following, Comparison Comparison);
