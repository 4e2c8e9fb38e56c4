namespace Bifrost.Topology;

/// <summary>A connector's state as a topology asks for it; Connect's words.</summary>
public enum WantedState
{
    Running,

    /// <summary>Its tasks idle and keep their resources.</summary>
    Paused,

    /// <summary>It has no tasks; its offsets can be changed.</summary>
    Stopped,
}
