using System.Globalization;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Plan;

namespace Bifrost.Cli.Deploy;

/// <summary>
/// Brings a cluster back to its topology, look by look: only what has drifted is written, one that cannot be mended is tried again later and later, and nothing is deleted unless pruning is asked for.
/// The topology is read anew at each look. What it does it says on stderr.
/// </summary>
internal sealed class Reconciler(Invocation invocation, IConnectClient client, string? templates, bool prune)
{
    private readonly RepairPauses _pauses = new(invocation.Terminal.Time);
    private readonly HashSet<string> _surplus = new(StringComparer.Ordinal);

    private TimeProvider Time => invocation.Terminal.Time;

    /// <exception cref="ConnectException">The cluster cannot be asked.</exception>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var project = BifrostProject.Load(invocation);
        var actual = await ActualConnector.ReadAllAsync(client, cancellation).ConfigureAwait(false);
        var plan = ConnectorPlan.Build(invocation.ClusterName, project.Topology.Name, RenderedFiles.Desired(project, invocation, templates), actual, static _ => SecretMask.ByName, prune);
        foreach (var name in plan.Unmanaged.Where(_surplus.Add))
            Say($"{name} belongs to this topology, which no longer has it; it stays, as --prune was not given.");
        var due = plan with { Changes = [.. plan.Changes.Where(change => change.Kind != ChangeKind.None && _pauses.IsDue(change.Name))] };
        if (!due.HasChanges)
            return;
        foreach (var change in due.Changes)
            Say($"{change.Name} has drifted: {What(change)}.");
        var report = await new PlanApplier(client, new ApplyOptions { Wait = false }, Time).ApplyAsync(due, null, cancellation).ConfigureAwait(false);
        foreach (var outcome in report.Connectors)
            Note(outcome);
    }

    private void Note(ConnectorOutcome outcome)
    {
        if (outcome.Errors.Count == 0)
        {
            _pauses.Mended(outcome.Name);
            Say($"{outcome.Name}: {ApplyLines.Word(outcome.Kind)}.");
            return;
        }

        foreach (var error in outcome.Errors)
            Say($"{outcome.Name}: {error}");
        Say(string.Create(CultureInfo.InvariantCulture, $"{outcome.Name}: not mended; next try in {_pauses.Failed(outcome.Name).TotalSeconds:0} s at the earliest."));
    }

    private static string What(ConnectorChange change) => change switch
    {
        { Kind: ChangeKind.Create } => "it is not there",
        { Kind: ChangeKind.Delete } => "the topology no longer has it",
        { State: { } state, Keys.Count: 0 } => $"it is {state.From?.ToString().ToUpperInvariant() ?? "without a state"}",
        _ => string.Join(", ", change.Keys.Select(static key => key.Key)) + (change.State is { } also ? $", and it is {also.From?.ToString().ToUpperInvariant()}" : ""),
    };

    private void Say(string sentence) => invocation.Messages.Info($"{Time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)} {sentence}");
}
