using Bifrost.Replication.Routing;

namespace Bifrost.Replication.Source;

/// <summary>What the apply loop needs of a source, for one sink. Every failure is a <see cref="Failures.ReplicationException"/>.</summary>
public interface ISourceDatabase
{
    Task<SourceIdentity> IdentifyAsync(CancellationToken cancellation);

    /// <summary>The name of the slot of one of the sink's generations.</summary>
    string SlotFor(int generation);

    /// <summary>The sink's slots that are there, by generation.</summary>
    Task<IReadOnlyDictionary<int, string>> SlotsAsync(CancellationToken cancellation);

    /// <summary>Creates the slot and the view that belongs to it. The slot outlives the view: who asked for it drops it.</summary>
    Task<ISnapshot> BeginSnapshotAsync(ITableRouter capture, string slotName, CancellationToken cancellation);

    /// <summary>A view for a sink that has a slot already: its own slot ends with it. Waits for the transactions that write on the source when it is asked for.</summary>
    Task<ISnapshot> BeginViewAsync(ITableRouter capture, CancellationToken cancellation);

    /// <summary>The slot's stream. Nothing is opened before it is read.</summary>
    IChangeSource OpenStream(string slotName);

    /// <summary>Drops a slot; one that is not there is no failure, one that is read is <see cref="Failures.FailureKind.SlotInUse"/>.</summary>
    Task DropSlotAsync(string slotName, CancellationToken cancellation);
}
