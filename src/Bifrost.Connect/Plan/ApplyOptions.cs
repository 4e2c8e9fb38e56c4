namespace Bifrost.Connect.Plan;

public sealed record ApplyOptions
{
    /// <summary>How long connectors get until every task runs: a first start makes a slot and opens its databases.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two looks at the states.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a failure must last to count: after a new configuration Connect still shows the old failure for a moment, and a first attempt may fail while a database starts.</summary>
    public TimeSpan FailureGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Looks at which all must run: a task is RUNNING before it has opened its database.</summary>
    public int SettledLooks { get; init; } = 2;

    /// <summary>How long all must have run after a write: a worker takes a moment to act on it, and shows the old tasks meanwhile. Zero asks for no more than <see cref="SettledLooks"/>.</summary>
    public TimeSpan SettleFor { get; init; }

    /// <summary>Looks at a connector that was written until the cluster shows what was sent: the worker that is asked may be behind the one that wrote.</summary>
    public int HeldLooks { get; init; } = 6;

    /// <summary>A connector that is created begins anew: offsets of an earlier one of its name are forgotten before it starts.</summary>
    public bool ResetOffsets { get; init; }

    /// <summary>Whether to wait until all runs.</summary>
    public bool Wait { get; init; } = true;
}
