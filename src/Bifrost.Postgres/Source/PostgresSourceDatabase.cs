using Bifrost.Postgres.Slots;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Source;

namespace Bifrost.Postgres.Source;

/// <summary>A PostgreSQL source as one sink's loop sees it.</summary>
internal sealed class PostgresSourceDatabase(PostgresSourceReader reader, SourceSettings source, string sink) : ISourceDatabase
{
    public Task<SourceIdentity> IdentifyAsync(CancellationToken cancellation) => reader.IdentifyAsync(source, cancellation);

    public string SlotFor(int generation) => SlotName.For(source.SlotName, sink, generation);

    public async Task<IReadOnlyDictionary<int, string>> SlotsAsync(CancellationToken cancellation)
    {
        var slots = await reader.Slots.ListAsync(source, cancellation).ConfigureAwait(false);
        return slots.Select(s => (s.Name, Generation: SlotName.GenerationOf(s.Name, source.SlotName, sink)))
            .Where(static s => s.Generation is not null)
            .ToDictionary(static s => s.Generation!.Value, static s => s.Name);
    }

    public Task<ISnapshot> BeginSnapshotAsync(ITableRouter capture, string slotName, CancellationToken cancellation) =>
        reader.BeginSnapshotAsync(source, capture, slotName, cancellation);

    public Task<ISnapshot> BeginViewAsync(ITableRouter capture, CancellationToken cancellation) =>
        reader.BeginViewAsync(source, capture, cancellation);

    public IChangeSource OpenStream(string slotName) => reader.OpenStream(source, slotName);

    public Task DropSlotAsync(string slotName, CancellationToken cancellation) => reader.Slots.DropAsync(source, slotName, cancellation);
}
