using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Parked;

/// <summary>Deletes parked rows for good. The target stays without their changes.</summary>
internal sealed class DiscardCommand : Verb
{
    private readonly Argument<string[]> _ids;
    private readonly Option<bool> _all;
    private readonly Option<string?> _sink;
    private readonly Option<bool> _yes;

    public DiscardCommand() : base("discard", "Delete parked rows for good: the target stays without their changes", "bifrost parked discard mjolnir-sink/12 --yes", "bifrost parked discard --all --sink mjolnir-sink --yes")
    {
        _ids = Take(ParkedArguments.Many(this));
        _all = Take(ParkedArguments.All());
        _sink = Take(ParkedArguments.Sink());
        _yes = Take(new Option<bool>("--yes") { Description = "Do it; without this the rows are only counted" });
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var targets = ParkedTargets.Of(invocation, invocation.Value(_sink));
        var chosen = await ParkedArguments.ChosenAsync(targets, invocation.Value(_ids)!, invocation.Value(_all), cancellation).ConfigureAwait(false);
        if (chosen.Count > 0 && !invocation.Value(_yes))
            throw ParkedFaults.NotConfirmed(chosen.Count);
        foreach (var target in chosen.GroupBy(static row => row.Store))
            await target.Key.DiscardAsync([.. target.Select(static row => row.Row)], cancellation).ConfigureAwait(false);
        List<ListedRow> discarded = [.. chosen.Select(ListedRow.Of)];
        invocation.Results.Write(discarded, static rows => Table.Of(rows,
            ("Discarded", static row => row.Id),
            ("Table", static row => row.Table),
            ("Operation", static row => row.Operation),
            ("Key", static row => ParkedWords.Key(row.Key))) with { WhenEmpty = "No row is parked." });
        targets.Tell(invocation);
        return targets.Unread.Count == 0 ? ExitCode.Fine : ExitCode.Fault;
    }
}
