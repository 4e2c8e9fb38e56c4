using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Health;

/// <summary>The roll-up of one connector.</summary>
/// <param name="Kind">Null for a connector that is not there.</param>
/// <param name="Reason">Why it is not well, in one line; null where it is. A source that runs may have one, too: its heartbeat fails.</param>
/// <param name="Hint">What to do about it; null where nothing is known.</param>
public sealed record ConnectorHealth(string Name, ConnectorType? Kind, HealthLevel Level, int TasksRunning, int Tasks, string? Reason, string? Hint)
{
    /// <summary>Phase of a stream that has opened neither of its databases for good.</summary>
    private const string Connecting = "connecting";

    public static ConnectorHealth Missing(string name) => new(name, null, HealthLevel.Missing, 0, 0, "The cluster has no such connector.", "`bifrost apply` creates it.");

    /// <param name="status">As the cluster reports it; null where it reports none.</param>
    /// <param name="streams">The embedded worker's streams of any connectors; null on Kafka Connect.</param>
    /// <param name="expectedTasks">Tasks that the connector has by its configuration; a task without a status is missing.</param>
    public static ConnectorHealth Of(string name, ConnectorStateInfo? status, IEnumerable<StreamInfo>? streams, int expectedTasks = 0)
    {
        if (status is null)
            return new(name, null, HealthLevel.Starting, 0, 0, "The cluster reports no status yet.", null);
        var running = status.Tasks.Count(static task => task.State == ConnectorState.Running);
        var retrying = streams?.FirstOrDefault(stream => stream.Sink == name && stream.RetryReason is not null);
        var attempt = retrying?.RetryReason ?? RunningTrace(status);
        var connects = attempt is null && streams?.Any(stream => stream.Sink == name && stream.Phase.Equals(Connecting, StringComparison.OrdinalIgnoreCase)) == true;
        var missing = Math.Max(0, expectedTasks - status.Tasks.Count);
        var level = LevelOf(status, attempt is not null, connects || missing > 0);
        var reason = level switch
        {
            HealthLevel.Failed => TraceSummary.Of(FirstTrace(status)) ?? "It failed without a trace; the worker's log says why.",
            HealthLevel.Retrying => attempt,
            HealthLevel.Starting when status.Tasks.Count == 0 => "It has no tasks yet.",
            HealthLevel.Starting when missing > 0 => $"{missing} of its {expectedTasks} tasks have no status: no worker runs them.",
            HealthLevel.Starting when connects => "It connects to its source and its target.",
            HealthLevel.Starting => Unsettled(status),
            _ => null,
        };
        return new(name, status.Type, level, running, Math.Max(expectedTasks, status.Tasks.Count), reason, reason is null ? null : FailureHints.For(reason, FailedOn(status)));
    }

    /// <summary>The same, with a heartbeat that fails said of a source that is well otherwise: its rows arrive, and it stays at its level.</summary>
    /// <param name="streams">The embedded worker's streams of any connectors; null on Kafka Connect.</param>
    public ConnectorHealth WithHeartbeat(IEnumerable<StreamInfo>? streams)
    {
        if (Reason is not null || streams?.FirstOrDefault(stream => stream.Source == Name && stream.HeartbeatFailure is not null) is not { HeartbeatFailure: { } failure })
            return this;
        var reason = TraceSummary.Of(failure)!;
        return this with { Reason = $"Its heartbeat fails, so that no replica can tell how fresh it is, and WAL is kept while only other tables are written: {reason}", Hint = FailureHints.For(reason) };
    }

    /// <summary>The same, where the cluster's own word may be stale: a failure stays one, all else is not known.</summary>
    public ConnectorHealth Doubted(string why) => Level is HealthLevel.Failed or HealthLevel.Missing
        ? this
        : this with { Level = HealthLevel.Unknown, Reason = $"Connect says {Level.ToString().ToUpperInvariant()}, which may be stale: {why}", Hint = null };

    private static HealthLevel LevelOf(ConnectorStateInfo status, bool retrying, bool connects)
    {
        var states = status.Tasks.Select(static task => task.State).Append(status.Connector.State).ToList();
        return states switch
        {
            _ when states.Contains(ConnectorState.Failed) => HealthLevel.Failed,
            _ when status.Connector.State == ConnectorState.Stopped => HealthLevel.Stopped,
            _ when states.Exists(static state => state is ConnectorState.Unassigned or ConnectorState.Restarting) || status.Tasks.Count == 0 => HealthLevel.Starting,
            _ when states.Contains(ConnectorState.Paused) => HealthLevel.Paused,
            // Its first attempt may still fail: a sink that has not connected yet does not run yet.
            _ => retrying ? HealthLevel.Retrying : connects ? HealthLevel.Starting : HealthLevel.Running,
        };
    }

    private static string? FirstTrace(ConnectorStateInfo status) =>
        status.Tasks.Select(static task => task.Trace).Prepend(status.Connector.Trace).FirstOrDefault(static trace => !string.IsNullOrWhiteSpace(trace));

    private static string? FailedOn(ConnectorStateInfo status) =>
        status.Tasks.Where(static task => task.State == ConnectorState.Failed).Select(static task => task.WorkerId).FirstOrDefault() ?? (status.Connector.State == ConnectorState.Failed ? status.Connector.WorkerId : null);

    /// <summary>A task that runs has a trace on the embedded worker alone: it is trying again.</summary>
    private static string? RunningTrace(ConnectorStateInfo status) =>
        TraceSummary.Of(status.Tasks.Where(static task => task.State == ConnectorState.Running).Select(static task => task.Trace).FirstOrDefault(static trace => !string.IsNullOrWhiteSpace(trace)));

    private static string Unsettled(ConnectorStateInfo status)
    {
        var task = status.Tasks.FirstOrDefault(static task => task.State is ConnectorState.Unassigned or ConnectorState.Restarting);
        return task is null ? $"The connector is {Word(status.Connector.State)}." : $"Task {task.Id} is {Word(task.State)}.";
    }

    private static string Word(ConnectorState state) => state.ToString().ToUpperInvariant();
}
