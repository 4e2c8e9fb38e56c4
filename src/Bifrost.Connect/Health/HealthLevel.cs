namespace Bifrost.Connect.Health;

/// <summary>How a connector does, better first: the worst of the connector, its tasks and its streams counts.</summary>
public enum HealthLevel
{
    /// <summary>The connector and every one of at least one task run.</summary>
    Running,

    /// <summary>Asked to idle; its tasks keep their resources.</summary>
    Paused,

    /// <summary>Asked to stop; it has no tasks.</summary>
    Stopped,

    /// <summary>On the way: unassigned, restarting, or without tasks so far.</summary>
    Starting,

    /// <summary>It runs, and every attempt fails for now.</summary>
    Retrying,

    /// <summary>The worker cannot reach its Kafka cluster, so what it says of states may be stale.</summary>
    Unknown,

    Failed,

    /// <summary>The topology has it, the cluster does not.</summary>
    Missing,
}
