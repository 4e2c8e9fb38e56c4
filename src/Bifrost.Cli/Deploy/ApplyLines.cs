using Bifrost.Connect.Plan;

namespace Bifrost.Cli.Deploy;

/// <summary>What came of an apply, as a person reads it.</summary>
internal static class ApplyLines
{
    public static IEnumerable<string> Of(ApplyReport report)
    {
        foreach (var connector in report.Connectors)
        {
            yield return $"{connector.Name}: {Word(connector.Kind)}{Health(connector)}";
            foreach (var error in connector.Errors)
                yield return $"    {error}";
            foreach (var note in connector.Notes)
                yield return $"    note: {note}";
            if (connector.Health is { Reason: { } reason })
                yield return $"    {reason}";
            if (connector.Health is { Hint: { } hint })
                yield return $"    hint: {hint}";
        }
        var bad = report.Connectors.Count(static connector => !connector.IsFine);
        yield return bad == 0 ? $"Cluster {report.Cluster} is {(report.AsPlanned ? "as planned" : "as the topology says")}." : $"{bad} of {report.Connectors.Count} connectors are not as they should be.";
    }

    private static string Health(ConnectorOutcome connector) => connector.Health is { } health
        ? $", {health.Level.ToString().ToUpperInvariant()} ({health.TasksRunning} of {health.Tasks} tasks)"
        : "";

    public static string Word(OutcomeKind kind) => kind switch
    {
        OutcomeKind.StateChanged => "state changed",
        OutcomeKind.MovedOn => "refused",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
