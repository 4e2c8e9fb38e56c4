namespace Bifrost.Replication.Signals;

/// <summary>What a signal asks for. The set of kinds is closed.</summary>
public abstract record Signal
{
    private Signal()
    {
    }

    /// <summary><c>execute-snapshot</c>: copy tables again.</summary>
    public sealed record Execute(SnapshotRequest Request) : Signal;

    /// <summary><c>stop-snapshot</c>: what was asked for and is not done yet is not done.</summary>
    /// <param name="Collections">Only these; empty for all.</param>
    public sealed record Stop(IReadOnlyList<string> Collections) : Signal;

    /// <summary><c>pause-snapshot</c>: what was asked for and is not done yet waits.</summary>
    public sealed record Pause : Signal;

    /// <summary><c>resume-snapshot</c>.</summary>
    public sealed record Resume : Signal;

    /// <summary><c>log</c>: a line for the worker's log.</summary>
    public sealed record Log(string Message) : Signal;

    /// <summary>Debezium's own marks of an incremental snapshot's windows: another reader of the same table is at work.</summary>
    public sealed record Window : Signal;

    /// <summary>Nothing that can be done; <paramref name="Reason"/> says why, and what to do.</summary>
    public sealed record Refused(string Reason) : Signal;
}
