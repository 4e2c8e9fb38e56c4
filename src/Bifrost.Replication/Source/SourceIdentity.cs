namespace Bifrost.Replication.Source;

/// <summary>Which history of which cluster a position belongs to.</summary>
/// <param name="SystemIdentifier"><c>IDENTIFY_SYSTEM</c>'s system identifier: another value is another cluster.</param>
/// <param name="Timeline">Its timeline: another value is a restore or a promotion, whose positions may name other commits.</param>
public sealed record SourceIdentity(string SystemIdentifier, int Timeline);
