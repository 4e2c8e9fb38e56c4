using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Plan;

/// <summary>
/// Carries out a plan: validates every new configuration first, then one connector after the other (configuration, state, read again), then waits until all run.
/// A connector that fails does not stop the others. Carrying out the same plan a second time changes nothing.
/// </summary>
public sealed class PlanApplier(IConnectClient client, ApplyOptions options, TimeProvider time)
{
    /// <param name="progress">Told a sentence at each step; null for none.</param>
    public async Task<ApplyReport> ApplyAsync(ConnectorPlan plan, IProgress<string>? progress, CancellationToken cancellation)
    {
        var invalid = await ValidateAsync(plan, progress, cancellation).ConfigureAwait(false);
        var outcomes = new List<ConnectorOutcome>();
        foreach (var change in plan.Changes)
            outcomes.Add(invalid.TryGetValue(change.Name, out var errors)
                ? new ConnectorOutcome(change.Name, OutcomeKind.Invalid, errors)
                : await CarryOutAsync(plan, change, progress, cancellation).ConfigureAwait(false));
        if (!options.Wait)
            return new ApplyReport(plan.Cluster, outcomes);
        var waited = outcomes.Where(static outcome => outcome is { Errors.Count: 0, Kind: not OutcomeKind.Deleted })
            .ToDictionary(static outcome => outcome.Name, outcome => plan.Desired[outcome.Name].State, StringComparer.Ordinal);
        if (waited.Count == 0)
            return new ApplyReport(plan.Cluster, outcomes);
        progress?.Report($"Waiting for {waited.Count} connectors");
        var health = await new RunningWait(client, options, time).WaitAsync(waited, cancellation).ConfigureAwait(false);
        return new ApplyReport(plan.Cluster, [.. outcomes.Select(outcome => outcome with { Health = health.GetValueOrDefault(outcome.Name) })]);
    }

    /// <summary>Asks the cluster about every configuration that would be written, and changes nothing.</summary>
    /// <returns>The faults of each connector that has any.</returns>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ValidateAsync(ConnectorPlan plan, IProgress<string>? progress, CancellationToken cancellation)
    {
        var invalid = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var change in plan.Changes.Where(static change => change.Kind is ChangeKind.Create or ChangeKind.Update))
        {
            progress?.Report($"Validating {change.Name}");
            if (await ConfigValidation.ErrorsAsync(client, plan.Desired[change.Name], cancellation).ConfigureAwait(false) is { Count: > 0 } errors)
                invalid[change.Name] = errors;
        }
        return invalid;
    }

    private async Task<ConnectorOutcome> CarryOutAsync(ConnectorPlan plan, ConnectorChange change, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (change.Kind == ChangeKind.None)
            return new ConnectorOutcome(change.Name, OutcomeKind.Unchanged, []);
        progress?.Report($"{change.Kind switch { ChangeKind.Create => "Creating", ChangeKind.Delete => "Deleting", _ => "Updating" }} {change.Name}");
        try
        {
            if (change.Kind == ChangeKind.Delete)
                await client.DeleteConnectorAsync(change.Name, cancellation).ConfigureAwait(false);
            else
                await WriteAsync(plan.Desired[change.Name], change, cancellation).ConfigureAwait(false);
            return new ConnectorOutcome(change.Name, Done(change.Kind), await DifferencesAsync(plan, change, cancellation).ConfigureAwait(false));
        }
        catch (ConnectException e)
        {
            var config = plan.Desired.TryGetValue(change.Name, out var desired) ? desired.Config : new Dictionary<string, string>();
            return new ConnectorOutcome(change.Name, OutcomeKind.Failed, [SecretMask.ByName.Scrub(e.Message, config)]);
        }
    }

    private async Task WriteAsync(DesiredConnector desired, ConnectorChange change, CancellationToken cancellation)
    {
        if (change.Kind is ChangeKind.Create or ChangeKind.Update)
            await client.PutConfigAsync(desired.Name, desired.Config, cancellation).ConfigureAwait(false);
        await (change.State?.To switch
        {
            null => Task.CompletedTask,
            ConnectorState.Paused => client.PauseAsync(desired.Name, cancellation),
            ConnectorState.Stopped => client.StopAsync(desired.Name, cancellation),
            _ => client.ResumeAsync(desired.Name, cancellation),
        }).ConfigureAwait(false);
    }

    /// <summary>Reads the connector again: what a cluster accepts and does not hold is a failure, not a success.</summary>
    private async Task<IReadOnlyList<string>> DifferencesAsync(ConnectorPlan plan, ConnectorChange change, CancellationToken cancellation)
    {
        var actual = await ActualConnector.ReadAsync(client, change.Name, cancellation).ConfigureAwait(false);
        if (change.Kind == ChangeKind.Delete)
            return actual is null ? [] : ["It was deleted, and the cluster still has it."];
        if (actual is null)
            return ["It was written, and the cluster does not have it."];
        var keys = ConfigComparison.Compare(change.Name, actual.Config, plan.Desired[change.Name].Config, SecretMask.ByName);
        return [.. keys.Select(static key => $"{key.Key}: it was written, and the cluster holds another value. Does something else manage this connector?")];
    }

    private static OutcomeKind Done(ChangeKind kind) => kind switch
    {
        ChangeKind.Create => OutcomeKind.Created,
        ChangeKind.Delete => OutcomeKind.Deleted,
        ChangeKind.State => OutcomeKind.StateChanged,
        _ => OutcomeKind.Updated,
    };
}
