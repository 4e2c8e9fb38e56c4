using System.Text.Json;
using Bifrost.Torture.Strikes;

namespace Bifrost.Torture.Runs;

/// <summary>What a run did and saw: what its last lines say, and its JSON.</summary>
internal sealed record TortureRecord
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public required int Seed { get; init; }

    public required double Minutes { get; init; }

    /// <summary>Rounds that were begun; the last one is that of a violation.</summary>
    public required int Rounds { get; init; }

    /// <summary>Ends of processes, servers and connections.</summary>
    public required int Kills { get; init; }

    public required int Faults { get; init; }

    public required int Refusals { get; init; }

    public required IReadOnlyList<SiteCount> Sites { get; init; }

    /// <summary>Sites that this machine does not permit, with the reason.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    /// <summary>Processes of workers that were started, spares included.</summary>
    public required int Workers { get; init; }

    /// <summary>Transactions that the writers wrote.</summary>
    public required long Transactions { get; init; }

    /// <summary>Looks of the observers at complete replicas.</summary>
    public required long Looks { get; init; }

    public required int Comparisons { get; init; }

    public required long RowsCompared { get; init; }

    /// <summary>Null where nothing that must not be was seen.</summary>
    public string? Violation { get; init; }

    public bool IsClean => Violation is null;

    public string ToJson() => JsonSerializer.Serialize(this, Indented);

    /// <summary>The lines for a terminal.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var site in Sites)
            yield return $"{site.Count,5}  {site.Name}{(site.Missed > 0 ? $" (did not come: {site.Missed})" : "")}";
        foreach (var reason in LeftOut)
            yield return $"Left out: {reason}.";
        yield return FormattableString.Invariant(
            $"{Kills} kills, {Faults} faults and {Refusals} refusals at {Sites.Count(static site => site.Count > 0)} of {Sites.Count} sites in {Rounds} rounds and {Minutes:0.0} minutes, seed {Seed}.");
        yield return FormattableString.Invariant(
            $"{Transactions} transactions written, {Looks} looks at the replicas, {Comparisons} comparisons of {RowsCompared} rows, {Workers} workers' processes.");
        yield return Violation is null ? "Nothing was lost, doubled or torn." : $"VIOLATION in round {Rounds} of seed {Seed}: {Violation}";
    }
}

/// <param name="Missed">Times that the instant did not come, and nothing was struck.</param>
internal sealed record SiteCount(string Name, SiteKind Kind, int Count, int Missed);
