using Bifrost.Replication.Batching;
using Bifrost.Replication.Engine;

namespace Bifrost.Replication.Apply;

/// <summary>What the loop must know of a sink and its source.</summary>
/// <param name="Sink">The sink connector's name.</param>
/// <param name="DropSlotOnStop">A stop drops the slot with its position, so that the next start takes a new snapshot (<c>slot.drop.on.stop</c>).</param>
public sealed record SinkStreamSettings(string Sink, SnapshotMode SnapshotMode, BatchLimits Limits, bool DropSlotOnStop);
