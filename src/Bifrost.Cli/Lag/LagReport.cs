namespace Bifrost.Cli.Lag;

/// <summary>The lag of each connector.</summary>
/// <param name="BrokerFault">Why the broker was not asked, as a sentence; null where it was, or no sink needed it.</param>
/// <param name="BrokerIsAway">A broker is named and does not answer.</param>
internal sealed record LagReport(IReadOnlyDictionary<string, ConnectorLag> Connectors, string? BrokerFault, bool BrokerIsAway);
