namespace Bifrost.Replication.Failures;

/// <summary>What is done about a failure.</summary>
public enum FailureAction
{
    /// <summary>Back off with jitter and try again, for ever; the task stays RUNNING.</summary>
    Retry,

    /// <summary>The task becomes FAILED and waits for an operator. Other sinks go on.</summary>
    Stop,

    /// <summary>The transaction's rows are tried one by one, then the sink's own <c>errors.tolerance</c> decides: stop, or park the row.</summary>
    IsolateRow,
}

/// <summary>The one switch from kind to action. What is not named stops.</summary>
public static class FailurePolicy
{
    public static FailureAction ActionFor(FailureKind kind) => kind switch
    {
        FailureKind.Unavailable => FailureAction.Retry,
        FailureKind.SlotInUse => FailureAction.Retry,
        FailureKind.RowRefused => FailureAction.IsolateRow,
        _ => FailureAction.Stop,
    };
}
