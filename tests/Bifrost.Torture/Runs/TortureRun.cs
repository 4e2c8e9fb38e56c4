using System.Diagnostics;
using Bifrost.Torture.Ledgers;
using Bifrost.Torture.Strikes;
using Bifrost.Torture.Workers;

namespace Bifrost.Torture.Runs;

/// <summary>Round after round: strikes while writers write and observers look, then rest until both replicas have everything, then a comparison row by row.</summary>
internal sealed class TortureRun
{
    /// <summary>Nothing heals between two strikes of a round: the next one hits what the last one left.</summary>
    private const int LeastStrikes = 12;

    private const int MostStrikes = 22;

    /// <summary>From a strike in the middle of a restart to one in full stream.</summary>
    private const int LongestRestMilliseconds = 450;

    private readonly TortureOptions _options;
    private readonly Arena _arena;
    private readonly Action<string> _say;
    private readonly Roster _roster;
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private int _rounds;
    private int _comparisons;
    private long _rowsCompared;

    private TortureRun(TortureOptions options, Arena arena, Action<string> say)
    {
        _options = options;
        _arena = arena;
        _say = say;
        _roster = new Roster([.. SiteList.All.Where(site => (site.Name != DiskStrikes.FullDisk || arena.NoSmallDisk is null) && site.Name.Contains(options.Only, StringComparison.Ordinal))], arena.Random);
    }

    /// <summary>Checks the check, then runs. A violation is in the record.</summary>
    /// <param name="stop">Ends it after the round.</param>
    public static async Task<TortureRecord> RunAsync(TortureOptions options, Action<string> say, CancellationToken stop)
    {
        await using var arena = await Arena.BuildAsync(options.Seed);
        var unseen = await SelfCheck.RunAsync(await arena.Targets[0].CreateAsync("check_a"), await arena.Targets[0].CreateAsync("check_b"));
        var run = new TortureRun(options, arena, say);
        if (unseen.Count > 0)
            return run.Record($"the check itself is blind: {string.Join("; ", unseen)}");
        say($"The check sees all of {SelfCheck.Faults.Count} faults that were put before it. Seed {options.Seed}.");
        return run.Record(await run.ViolationAsync(stop));
    }

    private async Task<string?> ViolationAsync(CancellationToken stop)
    {
        try
        {
            await _arena.BeginAsync(_options.Seed);
            _time.Restart();
            do
                await RoundAsync(stop);
            while (!IsOver(stop));
            return null;
        }
        catch (Violation violation)
        {
            return violation.Message;
        }
        catch (Exception e)
        {
            return $"the run could not go on: {e}";
        }
    }

    private bool IsOver(CancellationToken stop) => stop.IsCancellationRequested || _time.Elapsed > _options.Limit
        || _roster.Of(SiteKind.Kill) >= _options.Kills || (_options.EachOnce && _roster.IsComplete);

    private async Task RoundAsync(CancellationToken stop)
    {
        _rounds++;
        var strikes = _arena.Random.Next(LeastStrikes, MostStrikes + 1);
        for (var strike = 0; strike < strikes && !IsOver(stop); strike++)
        {
            await StrikeAsync(_roster.Next(_options.EachOnce));
            await Rest.ForAsync(TimeSpan.FromMilliseconds(_arena.Random.Next(1, LongestRestMilliseconds)));
        }

        await CompareAsync();
        _say(FormattableString.Invariant(
            $"round {_rounds}: {_roster.Of(SiteKind.Kill)} kills in {_time.Elapsed.TotalMinutes:0.0} minutes, {_arena.Writers.Sum(static writer => writer.Written)} transactions, {_arena.Observers.Sum(static observer => observer.Looks)} looks"));
    }

    private async Task StrikeAsync(Site site)
    {
        var began = _time.Elapsed;
        try
        {
            var isStruck = await _roster.StrikeAsync(site, _arena);
            if (_arena.Crew.Current.Ended.IsCompleted)
                await _arena.ReplaceDeadAsync();
            _arena.RequireNoStop();
            RequireNoFault();
            if (_options.IsVerbose)
                _say(FormattableString.Invariant($"  {_time.Elapsed.TotalSeconds:0.0} {(isStruck ? "struck" : "missed")} {site.Name} in {(_time.Elapsed - began).TotalSeconds:0.0} s"));
        }
        catch (Violation violation)
        {
            throw new Violation($"{violation.Message} (after: {site.Name})");
        }
    }

    private async Task CompareAsync()
    {
        await _arena.PauseWritersAsync();
        await _arena.HealAsync();
        // Slots begin again from the last of these: decoding at each restart what was long applied would take most of the time.
        await _arena.Database.ExecuteAsync("checkpoint");
        await using var source = await _arena.Database.OpenAsync();
        if (await Ledger.FaultsAsync(source) is { Count: > 0 } faults)
            throw new Violation($"the source itself is wrong: {string.Join("; ", faults)}");
        for (var target = 0; target < Arena.TargetCount; target++)
        {
            await using var replica = await _arena.Replicas[target].OpenAsync();
            var result = await Comparison.OfAsync(source, replica);
            _comparisons++;
            _rowsCompared += result.Rows;
            if (result.Differences.Count > 0)
                throw new Violation($"{WorkerSettings.Sink(target)} differs: {string.Join("; ", result.Differences)}");
        }

        RequireNoFault();
        _arena.ResumeWriters();
    }

    private void RequireNoFault()
    {
        for (var target = 0; target < Arena.TargetCount; target++)
        {
            if (_arena.Observers[target].Faults is { Count: > 0 } faults)
                throw new Violation($"an observer of {WorkerSettings.Sink(target)} saw: {string.Join("; ", faults.Take(3))}");
        }
    }

    private TortureRecord Record(string? violation) => new()
    {
        Seed = _options.Seed,
        Minutes = Math.Round(_time.Elapsed.TotalMinutes, 2),
        Rounds = _rounds,
        Kills = _roster.Of(SiteKind.Kill),
        Faults = _roster.Of(SiteKind.Fault),
        Refusals = _roster.Of(SiteKind.Refusal),
        Sites = _roster.Counts,
        LeftOut = _arena.NoSmallDisk is { } reason ? [$"{DiskStrikes.FullDisk}, since {reason}"] : [],
        Workers = _arena.Crew.Started,
        Transactions = _arena.Writers.Sum(static writer => writer.Written),
        Looks = _arena.Observers.Sum(static observer => observer.Looks),
        Comparisons = _comparisons,
        RowsCompared = _rowsCompared,
        Violation = violation,
    };
}
