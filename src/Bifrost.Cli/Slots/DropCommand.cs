using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Slots;

/// <summary>Drops slots that nobody reads. Changes that they kept are lost to their sinks, which then need a new snapshot.</summary>
internal sealed class DropCommand : Verb
{
    private readonly Argument<string[]> _names;

    public DropCommand() : base("drop", "Drop replication slots that were left behind; a sink that still needs one then takes a new snapshot", "bifrost slots drop bifrost_thor_old_sink_g1") =>
        _names = Take(new Argument<string[]>("slots") { Description = "Slots, by name", Arity = ArgumentArity.OneOrMore });

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var source = SourceSlots.Of(invocation);
        var present = await source.ListAsync(cancellation).ConfigureAwait(false);
        var chosen = invocation.Value(_names)!.Distinct(StringComparer.Ordinal).Select(name => Find(name, present)).ToList();
        foreach (var slot in chosen)
            await source.DropAsync(slot, cancellation).ConfigureAwait(false);
        invocation.Results.Write(chosen, static rows => Table.Of(rows, ("Source", static slot => slot.Source), ("Dropped", static slot => slot.Name)));
        return ExitCode.Fine;
    }

    private static ListedSlot Find(string name, IReadOnlyList<ListedSlot> present)
    {
        var slot = present.FirstOrDefault(slot => slot.Name == name);
        if (slot is null)
            throw new CommandException($"No source of the topology has a slot '{name}'. There are: {(present.Count == 0 ? "none" : string.Join(", ", present.Select(static one => one.Name)))}.");
        return slot.ActivePid is { } pid
            ? throw new CommandException($"The slot '{name}' is read by process {pid} on its source. Stop its sink first: `bifrost stop`, or `bifrost connectors delete`, which drops the slot too.")
            : slot;
    }
}
