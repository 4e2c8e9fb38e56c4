namespace Bifrost.Cli.Deploy;

/// <summary>When a connector that could not be mended is tried again: a look every two seconds must not send a refused configuration thirty times a minute.</summary>
internal sealed class RepairPauses(TimeProvider time)
{
    /// <summary>After a first failure; it doubles with each.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(10);

    /// <summary>What an operator who has just mended the cause waits for at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, (int Failures, long At)> _failed = new(StringComparer.Ordinal);

    public bool IsDue(string name) => !_failed.TryGetValue(name, out var last) || time.GetElapsedTime(last.At) >= After(last.Failures);

    /// <returns>How long it is left alone.</returns>
    public TimeSpan Failed(string name)
    {
        var failures = _failed.GetValueOrDefault(name).Failures + 1;
        _failed[name] = (failures, time.GetTimestamp());
        return After(failures);
    }

    public void Mended(string name) => _failed.Remove(name);

    private static TimeSpan After(int failures) => TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(failures - 1, 10)));
}
