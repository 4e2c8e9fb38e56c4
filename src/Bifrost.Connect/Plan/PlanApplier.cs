using Bifrost.Connect.Client;

namespace Bifrost.Connect.Plan;

/// <summary>
/// Carries out a plan: validates every new configuration first, then one connector after the other (read again, configuration, state, read again), then waits until all run.
/// A connector that fails, or that somebody else has changed meanwhile, does not stop the others. Carrying out the same plan a second time changes nothing.
/// </summary>
public sealed class PlanApplier(IConnectClient client, ApplyOptions options, TimeProvider time)
{
    /// <param name="progress">Told a sentence at each step; null for none.</param>
    public async Task<ApplyReport> ApplyAsync(ConnectorPlan plan, IProgress<string>? progress, CancellationToken cancellation)
    {
        var invalid = await ValidateAsync(plan, progress, cancellation).ConfigureAwait(false);
        var writer = new ConnectorWriter(client, options, time);
        var outcomes = new List<ConnectorOutcome>();
        foreach (var change in plan.Changes)
            outcomes.Add(invalid.TryGetValue(change.Name, out var errors)
                ? new ConnectorOutcome(change.Name, OutcomeKind.Invalid, errors)
                : await CarryOutAsync(writer, plan, change, progress, cancellation).ConfigureAwait(false));
        if (!options.Wait)
            return new ApplyReport(plan.Cluster, outcomes);
        var waited = outcomes.Where(static outcome => outcome is { Errors.Count: 0, Kind: not OutcomeKind.Deleted })
            .ToDictionary(static outcome => outcome.Name, outcome => plan.Desired[outcome.Name].State, StringComparer.Ordinal);
        if (waited.Count == 0)
            return new ApplyReport(plan.Cluster, outcomes);
        progress?.Report($"Waiting for {waited.Count} connectors");
        var written = outcomes.Exists(static outcome => outcome.Kind is not OutcomeKind.Unchanged);
        var health = await new RunningWait(client, written ? options : options with { SettleFor = TimeSpan.Zero }, time).WaitAsync(waited, cancellation).ConfigureAwait(false);
        return new ApplyReport(plan.Cluster, [.. outcomes.Select(outcome => outcome with { Health = health.GetValueOrDefault(outcome.Name) })]);
    }

    /// <summary>Asks the cluster about every configuration that would be written, and changes nothing.</summary>
    /// <returns>The faults of each connector that has any.</returns>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ValidateAsync(ConnectorPlan plan, IProgress<string>? progress, CancellationToken cancellation)
    {
        var invalid = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var change in plan.Changes.Where(change => change.Kind is ChangeKind.Create or ChangeKind.Update && !plan.MovedOn.ContainsKey(change.Name)))
        {
            progress?.Report($"Validating {change.Name}");
            if (await ConfigValidation.ErrorsAsync(client, plan.Desired[change.Name], cancellation).ConfigureAwait(false) is { Count: > 0 } errors)
                invalid[change.Name] = errors;
        }
        return invalid;
    }

    private static async Task<ConnectorOutcome> CarryOutAsync(ConnectorWriter writer, ConnectorPlan plan, ConnectorChange change, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (change.Kind == ChangeKind.None)
            return new ConnectorOutcome(change.Name, OutcomeKind.Unchanged, []);
        if (plan.MovedOn.TryGetValue(change.Name, out var reason))
            return new ConnectorOutcome(change.Name, OutcomeKind.MovedOn, [$"It is no longer as the plan says: {reason}. Nothing was changed; make a new plan."]);
        progress?.Report($"{change.Kind switch { ChangeKind.Create => "Creating", ChangeKind.Delete => "Deleting", _ => "Updating" }} {change.Name}");
        var desired = plan.Desired.GetValueOrDefault(change.Name);
        try
        {
            return await writer.WriteAsync(change, desired, plan.Actual.GetValueOrDefault(change.Name), cancellation).ConfigureAwait(false);
        }
        catch (ConnectException e)
        {
            return new ConnectorOutcome(change.Name, OutcomeKind.Failed, [SecretMask.ByName.Scrub(e.Message, desired?.Config ?? new Dictionary<string, string>())]);
        }
    }
}
