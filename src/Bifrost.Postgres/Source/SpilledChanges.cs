using Bifrost.Postgres.Wire;

namespace Bifrost.Postgres.Source;

/// <summary>The changes of a transaction that is on disk.</summary>
internal sealed class SpilledChanges(SpillFile file, RelationCache atBegin, int count) : MessageChanges(file.Messages(), atBegin, count), IDisposable
{
    public void Dispose() => file.Dispose();
}
