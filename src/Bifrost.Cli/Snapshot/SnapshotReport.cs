namespace Bifrost.Cli.Snapshot;

/// <summary>The result of <c>bifrost snapshot</c>.</summary>
/// <param name="Id">The signal's, under which logs and tables know it.</param>
/// <param name="Type">The signal's, such as <c>execute-snapshot</c>.</param>
/// <param name="Channel"><c>table</c> or <c>kafka</c>.</param>
/// <param name="Place">The table, or the topic.</param>
/// <param name="Sinks">What became of it at each sink; empty where it was not waited for, or cannot be known.</param>
internal sealed record SnapshotReport(string Id, string Type, string Source, string Channel, string Place, IReadOnlyList<string> Tables, IReadOnlyList<SinkAnswer> Sinks);

/// <param name="State"><c>pending</c> (not seen yet), <c>waiting</c>, <c>paused</c>, <c>done</c>, <c>stopped</c> or <c>refused</c>.</param>
/// <param name="Rows">Rows that were copied; null where nothing was.</param>
/// <param name="Note">A sentence.</param>
internal sealed record SinkAnswer(string Sink, string State, long? Rows, string Note)
{
    public bool HasEnded() => State is "done" or "stopped" or "refused";
}
