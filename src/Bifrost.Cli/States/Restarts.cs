using Bifrost.Cli.Printing;
using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Health;
using Bifrost.Connect.Plan;

namespace Bifrost.Cli.States;

/// <param name="Restarts">How often it was restarted; none for a connector that had not failed.</param>
/// <param name="Helped">It runs, and stayed so while it was looked at; null where it was not restarted.</param>
internal sealed record RestartOutcome(int Restarts, bool? Helped, ConnectorHealth Health);

/// <summary>
/// Restarts what has failed until it runs, or has been restarted as often as the budget allows, with growing pauses: n² + n times the unit before the next, so that a broken target
/// is not hammered. The same growth and the same limit of 60 units are Strimzi's, in minutes.
/// </summary>
internal sealed class Restarts(IConnectClient client, bool onlyFailed, RestartBudget budget, TimeProvider time)
{
    private readonly ApplyOptions _wait = new() { Timeout = budget.Timeout, SettledLooks = budget.SettledLooks };

    public async Task<IReadOnlyList<RestartOutcome>> RunAsync(IReadOnlyList<string> names, IProgressBoard board, CancellationToken cancellation)
    {
        var health = new Dictionary<string, ConnectorHealth>(StringComparer.Ordinal);
        foreach (var name in names)
            health[name] = ConnectorHealth.Of(name, await client.FindStatusAsync(name, cancellation).ConfigureAwait(false), null);
        var restarts = names.ToDictionary(static name => name, static _ => 0, StringComparer.Ordinal);
        var left = names.Where(name => !onlyFailed || health[name].Level == HealthLevel.Failed).ToList();
        for (var round = 1; left.Count > 0 && round <= budget.Max; round++)
        {
            if (round > 1)
                await PauseAsync(round - 1, left, board, cancellation).ConfigureAwait(false);
            foreach (var (name, now) in await RestartAsync(left, round, board, cancellation).ConfigureAwait(false))
                (health[name], restarts[name]) = (now, restarts[name] + 1);
            left.RemoveAll(name => health[name].Level != HealthLevel.Failed);
        }
        return [.. names.Select(name => new RestartOutcome(restarts[name], restarts[name] == 0 ? null : health[name].Reason is null, health[name]))];
    }

    private async Task<IReadOnlyDictionary<string, ConnectorHealth>> RestartAsync(List<string> names, int round, IProgressBoard board, CancellationToken cancellation)
    {
        var step = board.Begin($"Restarting {string.Join(", ", names)}{(budget.Max > 1 ? $" ({round} of {budget.Max})" : "")}");
        foreach (var name in names)
            await client.RestartAsync(name, includeTasks: true, onlyFailed, cancellation).ConfigureAwait(false);
        var health = await new RunningWait(client, _wait, time).WaitAsync(names.ToDictionary(static name => name, static _ => (ConnectorState?)null, StringComparer.Ordinal), cancellation).ConfigureAwait(false);
        var failed = names.Where(name => health[name].Reason is not null).ToList();
        step.Finish(failed.Count == 0 ? "it helped" : $"did not help {string.Join(", ", failed)}");
        return health;
    }

    private async Task PauseAsync(int restarts, List<string> names, IProgressBoard board, CancellationToken cancellation)
    {
        var pause = budget.PauseAfter(restarts);
        var step = board.Begin($"Waiting {pause.TotalSeconds:0.#} s before {string.Join(", ", names)} is restarted again");
        await Task.Delay(pause, time, cancellation).ConfigureAwait(false);
        step.Finish("done");
    }
}
