using Bifrost.Cli.Printing;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Health;

namespace Bifrost.Cli.Status;

/// <summary>Looks again until all connectors run, and on request until every target holds what its source had when the wait began.</summary>
/// <param name="mark">What the targets must hold; null for no more than that all run.</param>
internal sealed class StatusWait(IConnectClient client, StatusReader reader, TimeSpan limit, CaughtUpMark? mark, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <summary>Looks at which a connector must have failed for the wait to end: nothing but a restart brings it back, and Connect shows the old failure for a moment after one.</summary>
    private const int FailedLooks = 3;

    /// <returns>The last look, and whether what was waited for came.</returns>
    public async Task<(StatusReport Report, bool Reached)> RunAsync(IProgressBoard board, CancellationToken cancellation)
    {
        var step = board.Begin(mark is not null ? "Waiting until every target has caught up" : "Waiting until every connector runs");
        var start = time.GetTimestamp();
        var failed = 0;
        while (true)
        {
            var report = await reader.ReadAsync(cancellation).ConfigureAwait(false);
            var reached = report.Healthy && (mark is null || await HaveCaughtUpAsync(report, mark, cancellation).ConfigureAwait(false));
            failed = report.Connectors.Any(static line => line.Health == HealthLevel.Failed) ? failed + 1 : 0;
            if (reached || failed >= FailedLooks || time.GetElapsedTime(start) >= limit)
            {
                step.Finish(reached ? "done" : failed >= FailedLooks ? "one has failed" : $"not within {limit.TotalSeconds:0} s");
                // Read once more: the report is older than the positions that ended the wait.
                return (reached && mark is not null ? await reader.ReadAsync(cancellation).ConfigureAwait(false) : report, reached);
            }
            await Task.Delay(Poll, time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<bool> HaveCaughtUpAsync(StatusReport report, CaughtUpMark wanted, CancellationToken cancellation)
    {
        var streams = await client.FindStreamsAsync(cancellation).ConfigureAwait(false)
            ?? throw new CommandException($"Cluster '{report.Cluster}' does not tell positions: only the embedded worker does. Compare the rows with `bifrost verify --cluster {report.Cluster}`.");
        var sinks = report.Connectors.Where(static line => line.Type == Connect.Contracts.ConnectorType.Sink).Select(static line => line.Name).ToHashSet(StringComparer.Ordinal);
        var followed = streams.Where(stream => sinks.Contains(stream.Sink)).ToList();
        return sinks.All(sink => followed.Exists(stream => stream.Sink == sink)) && followed.TrueForAll(wanted.IsReachedBy);
    }
}
