using Bifrost.Connect.Plan;

namespace Bifrost.Cli.Deploy;

/// <summary>A plan as a person reads it.</summary>
internal static class PlanLines
{
    public static IEnumerable<string> Of(ConnectorPlan plan)
    {
        yield return $"Cluster {plan.Cluster}: {Summary(plan)}";
        foreach (var change in plan.Changes.Where(static change => change.Kind != ChangeKind.None))
        {
            yield return "";
            yield return $"{Sign(change.Kind)} {change.Name} ({change.Type.ToString().ToLowerInvariant()})";
            foreach (var line in Body(change))
                yield return $"    {line}";
        }
        foreach (var name in plan.Unmanaged)
            yield return $"note: {name} belongs to this topology, which no longer has it; `bifrost apply --prune` deletes it.";
    }

    private static string Summary(ConnectorPlan plan)
    {
        int Count(ChangeKind kind) => plan.Changes.Count(change => change.Kind == kind);
        return plan.HasChanges
            ? $"{Count(ChangeKind.Create)} to create, {Count(ChangeKind.Update)} to update, {Count(ChangeKind.State)} to change state, {Count(ChangeKind.Delete)} to delete, {Count(ChangeKind.None)} as wanted."
            : $"nothing to do, {Count(ChangeKind.None)} connectors are as wanted.";
    }

    private static IEnumerable<string> Body(ConnectorChange change)
    {
        if (change.Kind != ChangeKind.Delete)
            foreach (var key in change.Keys)
                yield return (key.Before, key.After) switch
                {
                    (null, var after) => $"+ {key.Key} = {after}",
                    (var before, null) => $"- {key.Key} = {before}",
                    var (before, after) => $"~ {key.Key}: {before} -> {after}",
                };
        if (change.State is { } state)
            yield return $"state: {state.From?.ToString().ToUpperInvariant() ?? "none"} -> {state.To.ToString().ToUpperInvariant()}";
        foreach (var note in change.Notes)
            yield return $"note: {note}";
    }

    private static char Sign(ChangeKind kind) => kind switch
    {
        ChangeKind.Create => '+',
        ChangeKind.Delete => '-',
        _ => '~',
    };
}
