using Bifrost.Analytics.Report.Content;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Status;
using Bifrost.Cli.Verify;
using Bifrost.Connect.Client;
using Bifrost.Connect.Health;
using Bifrost.Postgres.Verify;
using Bifrost.Topology;

namespace Bifrost.Cli.Report;

/// <summary>How the targets stand to their sources: by the cluster's word, and by their rows.</summary>
internal sealed class StandingReader(BifrostProject project, Invocation invocation, IProgressBoard board)
{
    /// <summary>A page is made of what is there now: a cluster that does not answer is not waited for.</summary>
    private static readonly ConnectClientOptions Quick = new() { Timeout = TimeSpan.FromSeconds(10), RefusedRetries = 0, StartingRetries = 0, RebalanceRetries = 0 };

    /// <summary>As <c>bifrost status</c>. A cluster that does not answer is said so of every target.</summary>
    public async Task<Func<Target, Source, Following>> FollowAsync(IReadOnlyList<Target> targets, CancellationToken cancellation)
    {
        try
        {
            using var session = new StatusSession(invocation, [.. targets.Select(static target => target.ConnectorName)], Quick);
            var status = await session.Reader.ReadAsync(cancellation).ConfigureAwait(false);
            return (target, source) => status.Connectors.FirstOrDefault(line => line.Name == target.ConnectorName) is { } line ? Of(line, source, status.Fault) : Following.NotKnown(ReportFaults.NotFollowing(source.ConnectorName));
        }
        catch (ConnectException e)
        {
            return (_, _) => Following.NotKnown(e.Message);
        }
    }

    /// <summary>As <c>bifrost verify</c>.</summary>
    public async Task<Func<Target, Source, Comparison>> CompareAsync(IReadOnlyList<Target> targets, TimeSpan patience, CancellationToken cancellation)
    {
        var connectors = TopologyConnectors.Of(project, invocation);
        using var client = invocation.OpenCluster(project, Quick);
        var options = connectors.VerifyOptions with
        {
            Patience = patience,
            LiveStandstill = patience,
            WhyStopped = new SinkStanding(client, invocation.Terminal.Time).WhyStoppedAsync,
        };
        var pairs = await new PairVerification(connectors, new ReplicaVerifier(invocation.Terminal.Time, options), board).RunAsync(targets.Select(static target => target.ConnectorName), cancellation).ConfigureAwait(false);
        return (target, source) => pairs.FirstOrDefault(pair => pair.Sink == target.ConnectorName && (pair.Source == source.ConnectorName || pair.Error is not null)) is { } pair
            ? Of(pair)
            : Comparison.Failed(ReportFaults.NotFollowing(source.ConnectorName));
    }

    private static Following Of(ConnectorLine line, Source source, string? fault)
    {
        var stream = line.Streams.FirstOrDefault(stream => stream.Source == source.ConnectorName);
        return new Following(Word(line.Health), stream?.Applied, stream?.LagBytes, line.LagRecords, stream?.AppliedAt, line.Reason ?? fault ?? line.LagUnknown ?? (line.Health == HealthLevel.Running ? null : ReportFaults.NotRunning(line.Name, Word(line.Health))));
    }

    private static Comparison Of(VerifiedPair pair) => pair switch
    {
        { Error: { } error } => Comparison.Failed(error),
        { Equal: true } => new(ComparisonVerdict.Equal, pair.Position, Rows(pair), null),
        _ => new(ComparisonVerdict.Different, pair.Position, Rows(pair), Findings.Names(pair.Tables.Where(static table => !table.Equal).Select(static table => table.Target))),
    };

    private static string Word(HealthLevel health) => health.ToString().ToLowerInvariant();

    private static long Rows(VerifiedPair pair) => pair.Tables.Sum(static table => table.TargetRows);
}
