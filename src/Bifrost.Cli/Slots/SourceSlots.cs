using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Postgres;
using Bifrost.Replication.Engine;

namespace Bifrost.Cli.Slots;

/// <param name="ActivePid">Process on the source that reads it; null when none does.</param>
/// <param name="RetainedBytes">WAL that the source keeps for it.</param>
internal sealed record ListedSlot(string Source, string Name, int? ActivePid, string ConfirmedFlush, long RetainedBytes, string WalStatus);

/// <summary>The slots that Bifrost's naming gives, on every source of the topology.</summary>
internal sealed class SourceSlots(IReplicationEngine engine, IReadOnlyList<SourceSettings> sources)
{
    public static SourceSlots Of(Invocation invocation) =>
        new(new PostgresEngine(invocation.Terminal.Time), [.. TopologyConnectors.Of(BifrostProject.Load(invocation), invocation).Sources]);

    public async Task<IReadOnlyList<ListedSlot>> ListAsync(CancellationToken cancellation)
    {
        var slots = new List<ListedSlot>();
        foreach (var source in sources)
            slots.AddRange((await engine.ListSlotsAsync(source, cancellation).ConfigureAwait(false)).OrderBy(static slot => slot.Name, StringComparer.Ordinal)
                .Select(slot => new ListedSlot(source.Connector, slot.Name, slot.ActivePid, slot.ConfirmedFlush.ToString(), slot.RetainedBytes, slot.WalStatus)));
        return slots;
    }

    public Task DropAsync(ListedSlot slot, CancellationToken cancellation) =>
        engine.DropSlotAsync(sources.Single(source => source.Connector == slot.Source), slot.Name, cancellation);
}
