using Bifrost.Postgres.Wire;

namespace Bifrost.Postgres.Source;

/// <summary>The changes of a transaction that is on disk. The file goes with the last that reads it.</summary>
internal sealed class SpilledChanges(SpillFile file, RelationCache atBegin, int count) : MessageChanges(file.Messages(), atBegin, count), IDisposable
{
    private readonly RelationCache _atBegin = atBegin;
    private SpillFile? _file = file;

    /// <summary>The same changes for one more reading.</summary>
    public SpilledChanges Share() => new((_file ?? throw new ObjectDisposedException(nameof(SpilledChanges))).Share(), _atBegin, Count);

    public void Dispose() => Interlocked.Exchange(ref _file, null)?.Dispose();
}
