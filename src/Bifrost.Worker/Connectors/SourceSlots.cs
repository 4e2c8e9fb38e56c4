using Bifrost.Postgres.Slots;
using Bifrost.Replication.Engine;

namespace Bifrost.Worker.Connectors;

/// <summary>The slots of a source's sinks.</summary>
/// <param name="Stem"><c>slot.name</c>.</param>
internal sealed record SourceSlots(string Stem, IReadOnlyList<SlotState> Slots)
{
    public static readonly SourceSlots Unknown = new("", []);

    /// <summary>The slot of that name; null where it is not known.</summary>
    public SlotState? Named(string? slot) => Slots.FirstOrDefault(one => one.Name == slot);

    /// <summary>The sink's slot of the latest generation; null where it has none.</summary>
    public SlotState? Of(string sink) => Slots.Where(slot => SlotName.GenerationOf(slot.Name, Stem, sink) is not null).MaxBy(slot => SlotName.GenerationOf(slot.Name, Stem, sink));
}
