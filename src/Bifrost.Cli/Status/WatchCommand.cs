using System.CommandLine;
using System.Globalization;
using Bifrost.Cli.Deploy;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Plan;
using Bifrost.Templates;
using Bifrost.Topology;

namespace Bifrost.Cli.Status;

/// <summary>Shows the status again and again: drawn anew on a terminal, as lines in a pipe.</summary>
internal sealed class WatchCommand : Verb
{
    /// <summary>Clears the screen and goes to its first cell; written to a terminal only.</summary>
    private const string Redraw = "\e[H\e[2J";

    private readonly Argument<string[]> _names;
    private readonly Option<double> _every;
    private readonly Option<int> _times;
    private readonly Option<bool> _reconcile;
    private readonly PlanOptions _plan = new();

    public WatchCommand() : base("watch", "Show the status again and again, until Ctrl-C", "bifrost watch --every 5", "bifrost watch --cluster kafka --reconcile --every 30")
    {
        _names = Take(ConnectorArguments.Many(this, "Connectors to show; those of the topology when none is named"));
        _every = Take(new Option<double>("--every") { Description = "Seconds between two looks", HelpName = "SECONDS", DefaultValueFactory = static _ => 2 });
        _times = Take(new Option<int>("--times") { Description = "Looks before it ends by itself; 0 for no end", HelpName = "COUNT" });
        _reconcile = Take(new Option<bool>("--reconcile") { Description = "At each look, apply what has drifted from the topology, and say so on stderr" });
        Take(_plan.Prune);
        Take(_plan.Templates);
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var reconciles = invocation.Value(_reconcile);
        if (reconciles)
            PlanMaker.RequireNamedCluster(invocation);
        else if (invocation.WasGiven(_plan.Prune) || invocation.WasGiven(_plan.Templates))
            throw new CommandException("--prune and --templates are parts of --reconcile.", ExitCode.Usage);
        using var session = new StatusSession(invocation, invocation.Value(_names)!);
        var reconciler = reconciles ? new Reconciler(invocation, session.Client, invocation.Value(_plan.Templates), invocation.Value(_plan.Prune)) : null;
        var healthy = false;
        try
        {
            for (var look = 1; ; look++)
            {
                healthy = await ShowAsync(session.Reader, reconciler, invocation, cancellation).ConfigureAwait(false);
                if (look == invocation.Value(_times))
                    break;
                await Task.Delay(TimeSpan.FromSeconds(Math.Max(0.1, invocation.Value(_every))), invocation.Terminal.Time, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is how a watch ends.
            return ExitCode.Fine;
        }
        return healthy ? ExitCode.Fine : ExitCode.Fault;
    }

    private static async Task<bool> ShowAsync(StatusReader reader, Reconciler? reconciler, Invocation invocation, CancellationToken cancellation)
    {
        try
        {
            if (reconciler is not null)
                await reconciler.LookAsync(cancellation).ConfigureAwait(false);
            var report = await reader.ReadAsync(cancellation).ConfigureAwait(false);
            if (invocation.Terminal.OutputIsTerminal && invocation.Results.Format == OutputFormat.Table)
                await invocation.Terminal.Output.WriteAsync(Redraw.AsMemory(), cancellation).ConfigureAwait(false);
            if (invocation.Terminal.OutputIsTerminal || invocation.Results.Format != OutputFormat.Table)
                invocation.Results.Write(report, StatusTable.Of);
            else
                invocation.Results.WriteLines(report, shown => Lines(shown, invocation.Terminal.Time));
            return report.Healthy;
        }
        catch (Exception e) when (e is ConnectException or TopologyException or TemplateException or PlanException)
        {
            // A watch outlives the restart of what it watches, and a topology that is just being written.
            invocation.Messages.Error(e.Message);
            return false;
        }
    }

    private static IEnumerable<string> Lines(StatusReport report, TimeProvider time)
    {
        var now = time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new[] { report.Fault }.OfType<string>().Select(fault => $"{now} {report.Cluster}: {fault}").Concat(report.Connectors.Select(line => $"{now} {line.Name} {line.Health.ToString().ToUpperInvariant()} {line.TasksRunning}/{line.Tasks}"
            + (line.LagRecords is null && line.LagBytes is null && line.LagUnknown is null ? "" : $" lag {StatusTable.Lag(line)}")
            + string.Concat(line.Streams.Select(static stream => $" {stream.Phase} lag {StatusTable.Lag(stream.LagBytes)}"))
            + (line.Reason is null ? "" : $": {line.Reason}")));
    }
}
