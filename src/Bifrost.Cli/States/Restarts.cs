using Bifrost.Cli.Printing;
using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Health;
using Bifrost.Connect.Plan;

namespace Bifrost.Cli.States;

/// <param name="Restarts">How often it was restarted; none for a connector that had not failed.</param>
internal sealed record RestartOutcome(int Restarts, ConnectorHealth Health);

/// <summary>Restarts until a connector runs or the budget is used up. The pause before attempt n is n² seconds, so that a broken target is not hammered.</summary>
internal sealed class Restarts(IConnectClient client, bool onlyFailed, int budget, TimeSpan limit, TimeProvider time)
{
    private readonly ApplyOptions _wait = new() { Timeout = limit };

    public async Task<IReadOnlyList<RestartOutcome>> RunAsync(IReadOnlyList<string> names, IProgressBoard board, CancellationToken cancellation)
    {
        var outcomes = new List<RestartOutcome>();
        foreach (var name in names)
        {
            var step = board.Begin($"Restarting {name}");
            outcomes.Add(await RestartAsync(name, cancellation).ConfigureAwait(false));
            step.Finish(outcomes[^1].Health.Level.ToString().ToUpperInvariant());
        }
        return outcomes;
    }

    private async Task<RestartOutcome> RestartAsync(string name, CancellationToken cancellation)
    {
        var health = ConnectorHealth.Of(name, await client.FindStatusAsync(name, cancellation).ConfigureAwait(false), null);
        if (onlyFailed && health.Level != HealthLevel.Failed)
            return new RestartOutcome(0, health);
        for (var attempt = 1; ; attempt++)
        {
            if (attempt > 1)
                await Task.Delay(TimeSpan.FromSeconds(attempt * attempt), time, cancellation).ConfigureAwait(false);
            await client.RestartAsync(name, includeTasks: true, onlyFailed, cancellation).ConfigureAwait(false);
            var wanted = new Dictionary<string, ConnectorState?>(StringComparer.Ordinal) { [name] = null };
            health = (await new RunningWait(client, _wait, time).WaitAsync(wanted, cancellation).ConfigureAwait(false))[name];
            if (attempt >= budget || health.Level != HealthLevel.Failed)
                return new RestartOutcome(attempt, health);
        }
    }
}
