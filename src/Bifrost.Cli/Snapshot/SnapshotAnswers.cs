using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Postgres.Signals;
using Bifrost.Replication.Engine;
using Bifrost.Worker.Connectors;

namespace Bifrost.Cli.Snapshot;

/// <summary>What the embedded worker's sinks noted of a signal, asked until each has ended or the time is over.</summary>
internal sealed class SnapshotAnswers(Invocation invocation, string id, IReadOnlyList<ConnectorPair> pairs)
{
    /// <summary>Often enough for a person to wait for, and a query on an indexed row.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    public static SnapshotAnswers Of(BifrostProject project, Invocation invocation, string source, string id)
    {
        var connectors = TopologyConnectors.Of(project, invocation);
        return new SnapshotAnswers(invocation, id, [.. connectors.SinkNames.SelectMany(connectors.PairsOf).Where(pair => pair.Source.Connector == source)]);
    }

    public async Task<IReadOnlyList<SinkAnswer>> WaitAsync(TimeSpan limit, CancellationToken cancellation)
    {
        var (time, told) = (invocation.Terminal.Time, new HashSet<(string, string)>());
        var began = time.GetTimestamp();
        while (true)
        {
            var answers = new List<SinkAnswer>();
            foreach (var pair in pairs)
                answers.Add(await AskAsync(pair.Source, pair.Sink, cancellation).ConfigureAwait(false));
            foreach (var answer in answers.Where(answer => answer.State != "pending" && told.Add((answer.Sink, answer.State))))
                invocation.Messages.Info($"{answer.Sink}: {answer.Note}");
            if (answers.TrueForAll(static answer => answer.HasEnded()) || time.GetElapsedTime(began) >= limit)
                return answers;
            await Task.Delay(Interval, time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<SinkAnswer> AskAsync(SourceSettings source, SinkSettings sink, CancellationToken cancellation) =>
        await TakenSignals.FindAsync(source, sink, id, cancellation).ConfigureAwait(false) is { } taken
            ? new SinkAnswer(sink.Connector, taken.State.ToString().ToLowerInvariant(), taken.Rows, taken.Note)
            : new SinkAnswer(sink.Connector, "pending", null, "Its stream has not come to the signal yet.");
}
