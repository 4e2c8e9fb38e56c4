using System.Text.RegularExpressions;
using Confluent.Kafka;

namespace Bifrost.Kafka.Native;

/// <summary>Keeps the last failure that librdkafka logs: its exceptions say no more than "transport failure". Nothing of it reaches the process's own stderr, where the library logs by default.</summary>
internal sealed partial class BrokerLog
{
    private volatile string? _lastFailure;

    /// <summary>As a person reads it: <c>connect to 127.0.0.1:9092 failed: Connection refused</c>; null while there is none.</summary>
    public string? LastFailure => _lastFailure;

    public void Take(LogMessage entry)
    {
        if (entry.Level <= SyslogLevel.Warning || entry.Facility is "FAIL" or "ERROR")
            _lastFailure = Plain(entry.Message);
    }

    /// <summary>Without the thread, the broker's name inside the library, and the counters.</summary>
    internal static string Plain(string line) => Counters().Replace(Place().Replace(line, ""), "").Replace("ipv4#", "", StringComparison.Ordinal).Replace("ipv6#", "", StringComparison.Ordinal).Trim();

    [GeneratedRegex(@"^\[thrd:[^\]]*\]:\s*|(?<=^|\]: )\S+/(bootstrap|\d+): ")]
    private static partial Regex Place();

    [GeneratedRegex(@" \(after \d+ms in state .*$")]
    private static partial Regex Counters();
}
