namespace Bifrost.Replication.Signals;

/// <summary>A row of the source's table of signals (<c>signal.data.collection</c>): Debezium's three columns.</summary>
/// <param name="Id">Any text; names the signal in every report.</param>
/// <param name="Type">What is asked, such as <c>execute-snapshot</c>.</param>
/// <param name="Data">JSON, by type; null for none.</param>
public sealed record SignalRow(string Id, string Type, string? Data);
