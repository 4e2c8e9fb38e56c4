using Bifrost.Cli.Printing;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Health;

namespace Bifrost.Cli.Status;

/// <summary>Looks again until all connectors run, and on request until every target holds what its source had when the wait began.</summary>
internal sealed class StatusWait(IConnectClient client, StatusReader reader, TimeSpan limit, bool caughtUp, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private readonly CaughtUpMark _mark = new();

    /// <returns>The last look, and whether what was waited for came.</returns>
    public async Task<(StatusReport Report, bool Reached)> RunAsync(IProgressBoard board, CancellationToken cancellation)
    {
        var step = board.Begin(caughtUp ? "Waiting until every target has caught up" : "Waiting until every connector runs");
        var start = time.GetTimestamp();
        while (true)
        {
            var report = await reader.ReadAsync(cancellation).ConfigureAwait(false);
            var reached = report.Healthy && (!caughtUp || await HaveCaughtUpAsync(report, cancellation).ConfigureAwait(false));
            if (reached || time.GetElapsedTime(start) >= limit)
            {
                step.Finish(reached ? "done" : $"not within {limit.TotalSeconds:0} s");
                return (report, reached);
            }
            await Task.Delay(Poll, time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<bool> HaveCaughtUpAsync(StatusReport report, CancellationToken cancellation)
    {
        var streams = await client.FindStreamsAsync(cancellation).ConfigureAwait(false)
            ?? throw new CommandException($"Cluster '{report.Cluster}' does not tell positions: only the embedded worker does. Compare the rows with `bifrost verify --cluster {report.Cluster}`.");
        var sinks = report.Connectors.Where(static line => line.Type == Connect.Contracts.ConnectorType.Sink).Select(static line => line.Name).ToHashSet(StringComparer.Ordinal);
        var followed = streams.Where(stream => sinks.Contains(stream.Connector)).ToList();
        _mark.Take(followed);
        return sinks.All(sink => followed.Exists(stream => stream.Connector == sink)) && followed.TrueForAll(_mark.IsReachedBy);
    }
}
