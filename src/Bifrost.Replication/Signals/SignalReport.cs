namespace Bifrost.Replication.Signals;

/// <summary>What became of a signal at one sink, as far as it is.</summary>
/// <param name="Id">The signal's.</param>
/// <param name="Type">The signal's, such as <c>execute-snapshot</c>.</param>
/// <param name="Message">A sentence without row values.</param>
public sealed record SignalReport(string Id, string Type, SignalState State, string Message);

/// <summary>How far the answer to a signal is.</summary>
public enum SignalState
{
    /// <summary>Written down on the target; the copy comes when the stream is where the snapshot is.</summary>
    Waiting,

    /// <summary>As <see cref="Waiting"/>, until it is resumed.</summary>
    Paused,

    Done,

    /// <summary>Taken back by <c>stop-snapshot</c>.</summary>
    Stopped,

    /// <summary>It cannot be done; nothing was changed.</summary>
    Refused,
}
