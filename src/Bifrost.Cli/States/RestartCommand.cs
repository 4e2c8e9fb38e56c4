using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;

namespace Bifrost.Cli.States;

/// <summary>The result of restart.</summary>
internal sealed record RestartReport(string Cluster, IReadOnlyList<RestartOutcome> Connectors);

/// <summary>Restarts connectors and their tasks, or with <c>--failed</c> only what has failed, a bounded number of times.</summary>
internal sealed class RestartCommand : Verb
{
    private const int DefaultMax = 3;
    private const int DefaultBackOff = 1;

    /// <summary>Looks after a plain restart, which is asked for where nothing has failed.</summary>
    private const int AskedLooks = 2;

    private const int DefaultTimeout = 60;

    private readonly StateTarget _target;
    private readonly Option<bool> _failed;
    private readonly Option<int> _max;
    private readonly Option<double> _backOff;
    private readonly Option<int> _timeout;

    public RestartCommand() : base("restart", "Restart connectors and their tasks, and wait until they run",
        "bifrost restart mjolnir-sink", "bifrost restart --all --failed --max 5 --back-off 10")
    {
        _target = StateTarget.AddTo(this);
        _failed = Take(new Option<bool>("--failed") { Description = "Restart only what has failed; the rest is left alone" });
        _max = Take(new Option<int>("--max", "--budget") { Description = "With --failed: restarts of one connector before it is given up", HelpName = "COUNT", DefaultValueFactory = static _ => DefaultMax });
        _backOff = Take(new Option<double>("--back-off") { Description = "With --failed: unit of the pause before the next restart, which grows as 2, 6, 12, 20 to 60 units", HelpName = "SECONDS", DefaultValueFactory = static _ => DefaultBackOff });
        _timeout = Take(Timeouts.Option(DefaultTimeout));
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var client = invocation.OpenCluster();
        var names = await _target.NamesAsync(invocation, client, cancellation).ConfigureAwait(false);
        var onlyFailed = invocation.Value(_failed);
        var budget = new RestartBudget(onlyFailed ? Math.Max(1, invocation.Value(_max)) : 1, TimeSpan.FromSeconds(Math.Max(0, invocation.Value(_backOff))), TimeSpan.FromSeconds(invocation.Value(_timeout)))
        {
            SettledLooks = onlyFailed ? new RestartBudget(1, default, default).SettledLooks : AskedLooks,
        };
        var restarts = new Restarts(client, onlyFailed, budget, invocation.Terminal.Time);
        var outcomes = await invocation.Messages.ProgressAsync(board => restarts.RunAsync(names, board, cancellation)).ConfigureAwait(false);
        var report = new RestartReport(client.Endpoint.Cluster, outcomes);
        invocation.Results.Write(report, View);
        return outcomes.All(static outcome => outcome.Health.Reason is null) ? ExitCode.Fine : ExitCode.Fault;
    }

    private static Table View(RestartReport report) => Table.Of(report.Connectors,
        ("Connector", static outcome => outcome.Health.Name),
        ("Restarts", static outcome => outcome.Restarts.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("Helped", static outcome => outcome.Helped switch { null => "-", true => "yes", false => "no" }),
        ("State", static outcome => outcome.Health.Level.ToString().ToUpperInvariant()),
        ("Tasks", static outcome => $"{outcome.Health.TasksRunning}/{outcome.Health.Tasks}")) with
    {
        Notes = [.. report.Connectors.Where(static one => one.Health.Reason is not null).Select(static one => $"{one.Health.Name}: {one.Health.Reason}{(one.Health.Hint is null ? "" : $" {one.Health.Hint}")}")],
    };
}
