using System.Globalization;
using Bifrost.Integration.Tests.Engine;
using Bifrost.Replication;
using Bifrost.Replication.Failures;
using Bifrost.Testing;
using Npgsql;

namespace Bifrost.Integration.Tests.Crash;

/// <summary>Kills what stands between a source and its replicas, and starts again what ended by it, as a worker's operator would.</summary>
internal sealed class Chaos
{
    private const string Killed = "killed by the test";

    private static readonly string[] Points = [Failpoints.RowsWritten, Failpoints.CommitSent, Failpoints.Committed, Failpoints.IdleStored];

    private readonly Fanout _fanout;
    private readonly TestServer _mortal;
    private readonly Random _random;
    private readonly RunningSink[] _sinks;
    private readonly SortedDictionary<string, int> _strikes = [];
    private RunningSink? _abandoned;

    /// <param name="mortal">The second target's server, which is stopped without a word.</param>
    public Chaos(Fanout fanout, TestServer mortal, Random random)
    {
        _fanout = fanout;
        _mortal = mortal;
        _random = random;
        _sinks = [fanout.Start(0), fanout.Start(1)];
    }

    public override string ToString() => string.Join(", ", _strikes.Select(static s => $"{s.Key} {s.Value}"));

    public Task StrikeAsync() => _random.Next(6) switch
    {
        0 => Counted("terminated walsenders", TerminateAsync(_fanout.Source, "bifrost stream%")),
        1 => Counted("terminated target sessions", TerminateAsync(_fanout.Targets[_random.Next(2)], "bifrost sink%")),
        2 => Counted("crashed the target", CrashTargetAsync()),
        3 => Counted("abandoned a run", AbandonAsync(_random.Next(2))),
        _ => Counted("killed at a point", KillAtAsync(Points[_random.Next(Points.Length)])),
    };

    /// <summary>Waits until both targets hold what the source holds now; runs that a strike ended are started anew.</summary>
    public async Task CaughtUpAsync()
    {
        var position = await _fanout.Source.ScalarAsync<string>("select pg_current_wal_insert_lsn()::text");
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var target = 0; target < _sinks.Length; target++)
        {
            for (var asked = 0; !await HoldsAsync(target, position!); asked++)
            {
                asked.ShouldBeLessThan(3000, _sinks[target].Status.ToString());
                if (_sinks[target].Ended.IsCompleted)
                    await StartAgainAsync(target);
                await ticks.WaitForNextTickAsync();
            }
        }

        if (_abandoned is { } abandoned)
            await abandoned.DisposeAsync();
        _abandoned = null;
    }

    private async Task Counted(string strike, Task carriedOut)
    {
        await carriedOut;
        _strikes[strike] = _strikes.GetValueOrDefault(strike) + 1;
    }

    private Task<IReadOnlyList<string>> TerminateAsync(ScratchDatabase database, string application) => database.RowsAsync(
        $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database.Name}' and application_name like '{application}'");

    private async Task CrashTargetAsync()
    {
        await _mortal.Server.StopAsync("immediate", default);
        await _mortal.Server.StartAsync(default);
    }

    /// <summary>A second run of the same sink beside the first, whose stream is then cut: whichever comes first goes on, and the other is stopped once all is caught up.</summary>
    private async Task AbandonAsync(int target)
    {
        _abandoned = _sinks[target];
        _sinks[target] = _fanout.Start(target);
        await TerminateAsync(_fanout.Source, "bifrost stream%");
    }

    /// <summary>Whoever comes to the point first dies there.</summary>
    private async Task KillAtAsync(string point)
    {
        var died = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _fanout.Failpoints.Hook = (at, _) => at == point && died.TrySetResult() ? throw new ReplicationException(FailureKind.Protocol, Killed) : Task.CompletedTask;
        // While writers write, no position is idle: that point may not be reached.
        await Task.WhenAny(died.Task, _fanout.Source.ExecuteAsync("select pg_sleep(1)"));
        _fanout.Failpoints.Hook = null;
    }

    private async Task StartAgainAsync(int target)
    {
        var failure = await Should.ThrowAsync<ReplicationException>(_sinks[target].Ended);
        (failure.Kind == FailureKind.Fenced || failure.Message == Killed).ShouldBeTrue(failure.Message);
        _sinks[target] = _fanout.Start(target);
    }

    private async Task<bool> HoldsAsync(int target, string position)
    {
        try
        {
            return await _fanout.Targets[target].ScalarAsync<bool>(string.Create(
                CultureInfo.InvariantCulture, $"select coalesce(bool_or(snapshot_completed and end_lsn >= '{position}'), false) from bifrost.progress where sink = 'sink-{target}'"));
        }
        catch (NpgsqlException)
        {
            // Down, or not made yet.
            return false;
        }
    }
}
