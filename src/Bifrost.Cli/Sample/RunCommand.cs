using System.CommandLine;
using Bifrost.Cli.Etl;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Status;
using Bifrost.Cli.Verify;
using Bifrost.Etl.Load;
using Bifrost.Etl.Sample;
using Bifrost.Postgres.Verify;

namespace Bifrost.Cli.Sample;

/// <summary>The sample's journey: both issues of its files into the source, and from there into every target, which is then proven equal.</summary>
internal sealed class RunCommand : Verb
{
    private const int DefaultTimeout = 300;

    private readonly Option<int> _timeout;

    public RunCommand() : base("run", "Take the sample's rows from the source into every target, and prove the targets equal; exit code 3 when one is not", "bifrost run") =>
        _timeout = Take(Timeouts.Option(DefaultTimeout));

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var project = BifrostProject.Load(invocation);
        var start = invocation.Terminal.Time.GetTimestamp();
        var report = await invocation.Messages.ProgressAsync(board => TravelAsync(project, invocation, board, cancellation)).ConfigureAwait(false) with
        {
            Seconds = Math.Round(invocation.Terminal.Time.GetElapsedTime(start).TotalSeconds, 1),
        };
        invocation.Results.WriteLines(report, RunLines.Of);
        return report.Replicas.Any(static replica => replica.Error is not null) ? ExitCode.Fault : report.Equal ? ExitCode.Fine : ExitCode.Differs;
    }

    private async Task<RunReport> TravelAsync(BifrostProject project, Invocation invocation, IProgressBoard board, CancellationToken cancellation)
    {
        var first = await LoadAsync(IssueOfSample.First).ConfigureAwait(false);
        await ArriveAsync(project, invocation, board, cancellation).ConfigureAwait(false);
        var second = await LoadAsync(IssueOfSample.Second).ConfigureAwait(false);
        var loaded = invocation.Terminal.Time.GetTimestamp();
        var status = await ArriveAsync(project, invocation, board, cancellation).ConfigureAwait(false);
        var arrived = invocation.Terminal.Time.GetElapsedTime(loaded);
        var connectors = TopologyConnectors.Of(project, invocation);
        var verifier = new ReplicaVerifier(invocation.Terminal.Time, connectors.VerifyOptions with { Patience = Patience(invocation), LiveStandstill = Patience(invocation) });
        var pairs = await new PairVerification(connectors, verifier, board).RunAsync(connectors.SinkNames, cancellation).ConfigureAwait(false);
        // Where the comparison is what waits, its end is when the last row was seen.
        var behind = connectors.VerifyOptions.Mode == VerifyMode.Live ? invocation.Terminal.Time.GetElapsedTime(loaded) : arrived;
        return RunReport.Of(invocation.ClusterName, [first, second], pairs, status, behind);

        Task<EtlReport> LoadAsync(IssueOfSample issue) => Loading.LoadAsync(project, SampleIssue.FilesFor(issue), static options => options, invocation, board, cancellation);
    }

    private async Task<StatusReport> ArriveAsync(BifrostProject project, Invocation invocation, IProgressBoard board, CancellationToken cancellation)
    {
        using var client = invocation.OpenCluster(project);
        var reader = new StatusReader(client, StatusReader.Expected(project, invocation, []));
        // Kafka Connect tells no positions: there the comparison itself waits.
        var mark = await client.FindStreamsAsync(cancellation).ConfigureAwait(false) is null
            ? null
            : await CaughtUpMark.NowAsync(TopologyConnectors.Of(project, invocation).Sources, cancellation).ConfigureAwait(false);
        var (status, reached) = await new StatusWait(client, reader, Patience(invocation), mark, invocation.Terminal.Time).RunAsync(board, cancellation).ConfigureAwait(false);
        return reached ? status : throw new CommandException($"Not every target has caught up within {Patience(invocation).TotalSeconds:0} s. {Reason(status)}See `bifrost status`, or wait longer with --timeout.");
    }

    private TimeSpan Patience(Invocation invocation) => TimeSpan.FromSeconds(invocation.Value(_timeout));

    private static string Reason(StatusReport status) =>
        status.Connectors.FirstOrDefault(static connector => connector.Reason is not null) is { } connector ? $"{connector.Name}: {connector.Reason} " : "";
}
