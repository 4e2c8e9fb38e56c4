using Bifrost.Replication.Failures;
using Bifrost.Torture.Runs;
using Bifrost.Torture.Workers;

namespace Bifrost.Torture.Strikes;

/// <summary>What follows when a position is lost: the sink says so and writes nothing, its operator resets it.</summary>
internal static class Refusal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The slot of a sink whose snapshot is complete; null while it takes one.</summary>
    public static async Task<string?> SlotAsync(Arena arena, int target) =>
        await arena.Operator.ReadProgressAsync(arena.Direct.SourceSettings(), arena.Direct.SinkSettings(target), default) is { SnapshotCompleted: true } progress ? progress.SlotName : null;

    /// <summary>Each of the sinks stops, for that reason and in words that name the cause, and leaves its replica as it was.</summary>
    public static async Task ExpectAsync(Arena arena, IReadOnlyList<int> targets, string cause)
    {
        foreach (var target in targets)
        {
            var begins = $"{WorkerWords.Stopped} {WorkerSettings.Sink(target)} ";
            var said = await SaidAsync(arena, begins);
            if (!said.StartsWith($"{begins}{nameof(FailureKind.PositionLost)} ", StringComparison.Ordinal) || !said.Contains(cause, StringComparison.Ordinal))
                throw new Violation($"{WorkerSettings.Sink(target)} stopped for another reason than '{cause}': {said}");
        }
    }

    /// <param name="whileUnseen">Done when the old positions are gone, and no replica is complete.</param>
    public static async Task ResetAsync(Arena arena, IReadOnlyList<int> targets, Action? whileUnseen = null)
    {
        await arena.Crew.KillAsync();
        foreach (var target in targets)
            await arena.ResetAsync(target);
        whileUnseen?.Invoke();
        await arena.Crew.ReplaceAsync();
    }

    private static async Task<string> SaidAsync(Arena arena, string begins)
    {
        try
        {
            return await arena.Crew.Current.SaysAsync(line => line.StartsWith(begins, StringComparison.Ordinal), Patience)
                ?? throw new Violation("a worker ended that should have said why a sink cannot go on");
        }
        catch (TimeoutException)
        {
            throw new Violation($"'{begins.Trim()}' was not said: a sink goes on from a position that is lost; its worker said: {string.Join(" / ", arena.Crew.Current.Lines.TakeLast(5))}");
        }
    }
}
