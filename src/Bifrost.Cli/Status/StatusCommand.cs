using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Status;

/// <summary>Shows how connectors do: the worst of each connector, its tasks and its streams.</summary>
internal sealed class StatusCommand : Verb
{
    private const int DefaultTimeout = 120;

    private readonly Argument<string[]> _names;
    private readonly Option<bool> _wait;
    private readonly Option<bool> _caughtUp;
    private readonly Option<int> _timeout;

    public StatusCommand() : base("status", "Show how the connectors do, and how far each target is behind; exit code 1 unless all run",
        "bifrost status", "bifrost status --wait --caught-up --timeout 300")
    {
        _names = Take(ConnectorArguments.Many(this, "Connectors to show; those of the topology when none is named"));
        _wait = Take(new Option<bool>("--wait") { Description = "Wait until all run; ends early when one has failed" });
        _caughtUp = Take(new Option<bool>("--caught-up") { Description = "Wait until every target holds what its source has now" });
        _timeout = Take(Timeouts.Option(DefaultTimeout));
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var session = new StatusSession(invocation, invocation.Value(_names)!);
        var (report, reached) = await LookAsync(session, invocation, cancellation).ConfigureAwait(false);
        invocation.Results.Write(report, StatusTable.Of);
        if (!reached && report.Healthy)
            invocation.Messages.Error("Not every target has caught up in time; look at LAG, or wait longer with --timeout.");
        return report.Healthy && reached ? ExitCode.Fine : ExitCode.Fault;
    }

    private async Task<(StatusReport Report, bool Reached)> LookAsync(StatusSession session, Invocation invocation, CancellationToken cancellation)
    {
        if (!invocation.Value(_wait) && !invocation.Value(_caughtUp))
            return (await session.Reader.ReadAsync(cancellation).ConfigureAwait(false), true);
        var mark = invocation.Value(_caughtUp) ? await MarkAsync(session.Project, invocation, cancellation).ConfigureAwait(false) : null;
        var wait = new StatusWait(session.Client, session.Reader, TimeSpan.FromSeconds(invocation.Value(_timeout)), mark, invocation.Terminal.Time);
        return await invocation.Messages.ProgressAsync(board => wait.RunAsync(board, cancellation)).ConfigureAwait(false);
    }

    private static async Task<CaughtUpMark> MarkAsync(BifrostProject? project, Invocation invocation, CancellationToken cancellation)
    {
        if (project is null)
            throw new CommandException("--caught-up asks the sources for their position, so it needs the topology: name one of its clusters with --cluster.", ExitCode.Usage);
        return await CaughtUpMark.NowAsync(TopologyConnectors.Of(project, invocation).Sources, cancellation).ConfigureAwait(false);
    }
}
