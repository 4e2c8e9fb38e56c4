namespace Bifrost.Testing.Stubs;

/// <summary>A clock that runs some times as fast as the real one, timers too: waits that are long for a person's sake are short, and keep their order.</summary>
public sealed class HurriedTime(int times = 20) : TimeProvider
{
    public override long TimestampFrequency => System.TimestampFrequency / times;

    public override long GetTimestamp() => System.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, Hurried(dueTime), Hurried(period));

    private TimeSpan Hurried(TimeSpan span) => span > TimeSpan.Zero ? span / times : span;
}
