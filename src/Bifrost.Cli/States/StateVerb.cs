using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Health;
using Bifrost.Connect.Plan;

namespace Bifrost.Cli.States;

/// <summary>The result of pause, resume and stop.</summary>
internal sealed record StateReport(string Cluster, IReadOnlyList<ConnectorHealth> Connectors);

/// <summary>Asks connectors for a state, and waits until they are in it.</summary>
internal abstract class StateVerb : Verb
{
    private const int DefaultTimeout = 30;

    private readonly StateTarget _target;
    private readonly Option<int> _timeout;
    private readonly ConnectorState _state;

    protected StateVerb(string name, string description, ConnectorState state, string example) : base(name, description, example)
    {
        _state = state;
        _target = StateTarget.AddTo(this);
        _timeout = Take(Timeouts.Option(DefaultTimeout));
    }

    public sealed override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var client = invocation.OpenCluster();
        var names = await _target.NamesAsync(invocation, client, cancellation).ConfigureAwait(false);
        foreach (var name in names)
            await AskAsync(client, name, cancellation).ConfigureAwait(false);
        var options = new ApplyOptions { Timeout = TimeSpan.FromSeconds(invocation.Value(_timeout)), SettledLooks = 1 };
        var health = await new RunningWait(client, options, invocation.Terminal.Time)
            .WaitAsync(names.ToDictionary(static name => name, _ => (ConnectorState?)_state, StringComparer.Ordinal), cancellation).ConfigureAwait(false);
        var report = new StateReport(client.Endpoint.Cluster, [.. names.Select(name => health[name])]);
        invocation.Results.Write(report, View);
        return report.Connectors.All(static connector => connector.Reason is null) ? ExitCode.Fine : ExitCode.Fault;
    }

    protected abstract Task AskAsync(IConnectClient client, string name, CancellationToken cancellation);

    private static Table View(StateReport report) => Table.Of(report.Connectors,
        ("Connector", static connector => connector.Name),
        ("State", static connector => connector.Level.ToString().ToUpperInvariant()),
        ("Tasks", static connector => $"{connector.TasksRunning}/{connector.Tasks}")) with
    {
        Notes = [.. report.Connectors.Where(static one => one.Reason is not null).Select(static one => $"{one.Name}: {one.Reason}{(one.Hint is null ? "" : $" {one.Hint}")}")],
    };
}
