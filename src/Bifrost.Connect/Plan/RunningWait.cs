using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Health;

namespace Bifrost.Connect.Plan;

/// <summary>Looks at connectors until all are in the state that is wanted, one has failed for long enough, or time is up.</summary>
public sealed class RunningWait(IConnectClient client, ApplyOptions options, TimeProvider time)
{
    /// <param name="wanted">The state of each connector; null takes the one it was left in: running, paused or stopped.</param>
    /// <returns>The health of each at the last look; <see cref="ConnectorHealth.Reason"/> is null where it is as wanted.</returns>
    public async Task<IReadOnlyDictionary<string, ConnectorHealth>> WaitAsync(IReadOnlyDictionary<string, ConnectorState?> wanted, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var failingSince = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var settled = 0; ;)
        {
            var health = await LookAsync(wanted.Keys, cancellation).ConfigureAwait(false);
            var pending = health.Values.Where(one => !IsThere(one, wanted[one.Name])).ToList();
            settled = pending.Count == 0 ? settled + 1 : 0;
            Note(health.Values, failingSince);
            var decided = pending.Count > 0 && pending.TrueForAll(one => HasFailed(one, failingSince));
            if ((settled >= options.SettledLooks && time.GetElapsedTime(start) >= options.SettleFor) || decided || time.GetElapsedTime(start) >= options.Timeout)
                return health.ToDictionary(static entry => entry.Key, entry => Explained(entry.Value, wanted[entry.Key]), StringComparer.Ordinal);
            await Task.Delay(options.Poll, time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<Dictionary<string, ConnectorHealth>> LookAsync(IEnumerable<string> names, CancellationToken cancellation)
    {
        var streams = await client.FindStreamsAsync(cancellation).ConfigureAwait(false);
        var health = new Dictionary<string, ConnectorHealth>(StringComparer.Ordinal);
        foreach (var name in names)
            health[name] = ConnectorHealth.Of(name, await client.FindStatusAsync(name, cancellation).ConfigureAwait(false), streams);
        return health;
    }

    private static bool IsThere(ConnectorHealth health, ConnectorState? wanted) => wanted switch
    {
        null => health.Level is HealthLevel.Running or HealthLevel.Paused or HealthLevel.Stopped,
        ConnectorState.Paused => health.Level == HealthLevel.Paused,
        ConnectorState.Stopped => health.Level == HealthLevel.Stopped,
        _ => health.Level == HealthLevel.Running,
    };

    /// <summary>Remembers when each failure was first seen, and forgets those that went away.</summary>
    private void Note(IEnumerable<ConnectorHealth> health, Dictionary<string, long> failingSince)
    {
        foreach (var one in health)
            if (one.Level is not (HealthLevel.Failed or HealthLevel.Retrying))
                failingSince.Remove(one.Name);
            else
                failingSince.TryAdd(one.Name, time.GetTimestamp());
    }

    private bool HasFailed(ConnectorHealth health, Dictionary<string, long> failingSince) =>
        failingSince.TryGetValue(health.Name, out var since) && time.GetElapsedTime(since) >= options.FailureGrace;

    private ConnectorHealth Explained(ConnectorHealth health, ConnectorState? wanted) => health switch
    {
        _ when IsThere(health, wanted) || health.Level is HealthLevel.Failed or HealthLevel.Retrying => health,
        { Level: HealthLevel.Starting } => health with
        {
            Reason = $"{health.Reason} It was not running after {options.Timeout.TotalSeconds:0} s.",
            Hint = "Look again with `bifrost status`, or wait longer with --timeout.",
        },
        _ => health with { Reason = $"It is {health.Level.ToString().ToUpperInvariant()} and should be {(wanted ?? ConnectorState.Running).ToString().ToUpperInvariant()}." },
    };
}
