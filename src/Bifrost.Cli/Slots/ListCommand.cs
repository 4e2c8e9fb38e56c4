using System.Globalization;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Status;

namespace Bifrost.Cli.Slots;

/// <summary>Lists the slots on the sources, also those whose sink is gone.</summary>
internal sealed class ListCommand() : Verb("list", "List the replication slots of the topology's sources, and the WAL that each keeps back", "bifrost slots list")
{
    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var slots = await SourceSlots.Of(invocation).ListAsync(cancellation).ConfigureAwait(false);
        invocation.Results.Write(slots, static rows => Table.Of(rows,
            ("Source", static slot => slot.Source),
            ("Slot", static slot => slot.Name),
            ("Read by PID", static slot => slot.ActivePid?.ToString(CultureInfo.InvariantCulture) ?? "-"),
            ("Confirmed", static slot => slot.ConfirmedFlush),
            ("Keeps back", static slot => StatusTable.Lag(slot.RetainedBytes)),
            ("WAL", static slot => slot.WalStatus)) with { WhenEmpty = "There are no slots." });
        return ExitCode.Fine;
    }
}
