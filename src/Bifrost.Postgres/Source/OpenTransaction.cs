using Bifrost.Postgres.Wire;
using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Source;

/// <summary>A transaction between its Begin and its Commit: in memory up to a number of bytes, then on disk.</summary>
internal sealed class OpenTransaction(BeginMessage begin, RelationCache atBegin, string spillFolder, long memoryBytes) : IDisposable
{
    /// <summary>What a message costs in memory beside its bytes: its place in a list, on 64 bits, and a part of its block's rest.</summary>
    private const int MessageOverhead = 32;

    private readonly List<ReadOnlyMemory<byte>> _messages = [];
    private SpillFile? _spill;
    private int _count;
    private long _bytes;

    public BeginMessage Begin { get; } = begin;

    /// <summary>Bytes of memory that the changes take; what is on disk takes none.</summary>
    public long Memory { get; private set; }

    public bool IsOnDisk => _spill is not null;

    /// <summary>Keeps a Relation message: the rows after it are decoded with it.</summary>
    public void AddRelation(ReadOnlyMemory<byte> message) => Keep(message);

    /// <summary>Keeps a change, undecoded.</summary>
    public void AddChange(ReadOnlyMemory<byte> message)
    {
        _count++;
        _bytes += message.Length;
        Keep(message);
    }

    /// <summary>The transaction, whole; null where it has no changes (before PostgreSQL 15 every commit is announced).</summary>
    public SourceTransaction? Finish(CommitMessage commit)
    {
        if (_count == 0)
            return null;
        _spill?.Seal();
        var changes = _spill is { } file ? new SpilledChanges(file, atBegin, _count) : new MessageChanges(_messages, atBegin, _count);
        _spill = null;
        return new SourceTransaction(Begin.Xid, commit.CommitLsn, commit.EndLsn, commit.CommitTime, changes, _bytes);
    }

    public void Dispose() => _spill?.Dispose();

    private void Keep(ReadOnlyMemory<byte> message)
    {
        if (_spill is not null)
        {
            _spill.Append(message.Span);
            return;
        }

        _messages.Add(message);
        Memory += message.Length + MessageOverhead;
        if (Memory > memoryBytes)
            Spill();
    }

    private void Spill()
    {
        _spill = new SpillFile(spillFolder);
        foreach (var message in _messages)
            _spill.Append(message.Span);
        _messages.Clear();
        Memory = 0;
    }
}
