using Bifrost.Analytics.Report.Marts;

namespace Bifrost.Analytics.Report.Content;

/// <summary>A target and its star.</summary>
/// <param name="Name">Its name in the topology.</param>
/// <param name="Sources">How it stands to each source that it follows.</param>
public sealed record Replica(string Name, StarReading Star, IReadOnlyList<SourceStanding> Sources);
