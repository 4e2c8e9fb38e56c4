using System.Collections.Concurrent;
using Bifrost.Connect.Contracts;
using Bifrost.Worker.Storage;

namespace Bifrost.Worker.Connectors;

/// <summary>A connector of this worker: what is stored of it, and its one task. Touched only under the herder's gate, but for reading.</summary>
internal sealed class Connector(StoredConnector stored, ConnectorPlugin plugin)
{
    public const int OnlyTask = 0;

    public string Name => Stored.Name;

    public StoredConnector Stored { get; set; } = stored;

    public ConnectorPlugin Plugin { get; set; } = plugin;

    public TargetState Target => Enum.Parse<TargetState>(Stored.TargetState, ignoreCase: true);

    public TopicLog Topics { get; } = new();

    /// <summary>A source's task, while it is to run.</summary>
    public SourceTask? Source { get; set; }

    /// <summary>A sink's streams, by source.</summary>
    public ConcurrentDictionary<string, StreamRun> Streams { get; } = new(StringComparer.Ordinal);

    /// <summary>Sources on which a deleted sink of this name still has a slot or a position; until they are dropped they are not followed.</summary>
    public IReadOnlyList<string> WaitsFor { get; set; } = [];

    /// <summary>Why the task failed; it stays so until the task is restarted, stopped or configured anew.</summary>
    public string? Failure { get; set; }

    public ConnectorState State => Target switch
    {
        TargetState.Paused => ConnectorState.Paused,
        TargetState.Stopped => ConnectorState.Stopped,
        _ => ConnectorState.Running,
    };

    public bool HasTask => Target != TargetState.Stopped;

    /// <summary>A source that was not looked at yet is UNASSIGNED, as Connect's tasks are before they start: whoever waits for RUNNING must not miss that it is refused.</summary>
    public ConnectorState TaskState =>
        Failure is not null ? ConnectorState.Failed : State == ConnectorState.Running && Source is { IsSettled: false } ? ConnectorState.Unassigned : State;

    public IReadOnlyList<ConnectorTaskId> Tasks => HasTask ? [new ConnectorTaskId(Name, OnlyTask)] : [];

    public ConnectorInfo ToInfo() => new(Name, Stored.Config, Tasks, Plugin.Type);

    /// <param name="restarting">What a restart was just asked for shows as RESTARTING.</param>
    public ConnectorStateInfo ToState(string workerId, Restarting restarting = Restarting.Nothing) => new(
        Name,
        new ConnectorStatus(restarting.HasFlag(Restarting.Connector) ? ConnectorState.Restarting : State, workerId, Plugin.Version),
        HasTask ? [ToTaskState(workerId, restarting.HasFlag(Restarting.Task))] : [],
        Plugin.Type);

    // The first line of a trace is what clients show; Connect's ends with a newline. A task that retries is RUNNING, as on Connect, and says why all the same.
    public Bifrost.Connect.Contracts.TaskStatus ToTaskState(string workerId, bool restarting = false) => restarting
        ? new(OnlyTask, ConnectorState.Restarting, workerId, Plugin.Version)
        : new(OnlyTask, TaskState, workerId, Plugin.Version, (Failure ?? Retrying) is { } trace ? trace + "\n" : null);

    private string? Waiting => WaitsFor.Count == 0
        ? null
        : $"Waits until the slot and the position of the deleted sink of this name are dropped on {string.Join(", ", WaitsFor)}: the source or the target does not answer, or refuses; the worker's log says which.";

    private string? Retrying => TaskState != ConnectorState.Running
        ? null
        : Source?.Retrying ?? Waiting ?? Streams.Values.Select(static stream => stream.Retrying).FirstOrDefault(static reason => reason is not null);
}

/// <summary>What a restart touches.</summary>
[Flags]
internal enum Restarting
{
    Nothing = 0,
    Connector = 1,
    Task = 2,
}
