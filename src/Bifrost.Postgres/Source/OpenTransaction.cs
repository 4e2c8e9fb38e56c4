using Bifrost.Postgres.Wire;
using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Source;

/// <summary>A transaction between its Begin and its Commit: in memory up to a number of bytes, then on disk.</summary>
internal sealed class OpenTransaction(BeginMessage begin, RelationCache atBegin, string spillFolder, long memoryBytes) : IDisposable
{
    /// <summary>What a change costs in memory beside its bytes: objects and array headers, as measured on 64 bits, rounded up.</summary>
    private const int ChangeOverhead = 160;

    /// <summary>Size of a <see cref="ColumnValue"/>.</summary>
    private const int ValueOverhead = 24;

    private readonly List<byte[]> _messages = [];
    private List<Change> _changes = [];
    private SpillFile? _spill;
    private int _count;
    private long _bytes;

    public BeginMessage Begin { get; } = begin;

    /// <summary>Bytes of memory that the changes take; what is on disk takes none.</summary>
    public long Memory { get; private set; }

    public bool IsOnDisk => _spill is not null;

    /// <summary>Keeps a Relation message: the rows after it are decoded with it.</summary>
    public void Add(byte[] message) => Keep(message, message.Length);

    public void Add(byte[] message, Change change)
    {
        _count++;
        _bytes += message.Length;
        if (_spill is null)
            _changes.Add(change);
        Keep(message, message.Length + ChangeOverhead + (ValueOverhead * ValuesOf(change)));
    }

    /// <summary>The transaction, whole; null where it has no changes (before PostgreSQL 15 every commit is announced).</summary>
    public SourceTransaction? Finish(CommitMessage commit)
    {
        if (_count == 0)
            return null;
        _spill?.Seal();
        IReadOnlyCollection<Change> changes = _spill is { } file ? new SpilledChanges(file, atBegin, _count) : _changes;
        _spill = null;
        return new SourceTransaction(Begin.Xid, commit.CommitLsn, commit.EndLsn, commit.CommitTime, changes, _bytes);
    }

    public void Dispose() => _spill?.Dispose();

    private void Keep(byte[] message, long cost)
    {
        if (_spill is not null)
        {
            _spill.Append(message);
            return;
        }

        _messages.Add(message);
        Memory += cost;
        if (Memory > memoryBytes)
            Spill();
    }

    private void Spill()
    {
        _spill = new SpillFile(spillFolder);
        foreach (var message in _messages)
            _spill.Append(message);
        _messages.Clear();
        _changes = [];
        Memory = 0;
    }

    private static int ValuesOf(Change change) => change switch
    {
        RowInserted insert => insert.New.Length,
        RowUpdated update => update.New.Length + (update.Old?.Length ?? 0),
        RowDeleted delete => delete.Old.Length,
        _ => 0,
    };
}
