using Bifrost.Postgres.Wire;
using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Source;

/// <summary>Turns the messages of one session into whole transactions. Protocol version 1 sends each in one piece, in commit order.</summary>
internal sealed class TransactionAssembler : IDisposable
{
    private readonly RelationCache _relations = new();
    private readonly PgOutputDecoder _decoder;
    private readonly string _spillFolder;
    private readonly long _memoryBytes;
    private OpenTransaction? _open;

    /// <param name="memoryBytes">A transaction that takes more goes to disk.</param>
    public TransactionAssembler(string spillFolder, long memoryBytes)
    {
        _decoder = new PgOutputDecoder(_relations);
        _spillFolder = spillFolder;
        _memoryBytes = memoryBytes;
    }

    /// <summary>Where the commit of the open transaction is; null where none is open.</summary>
    public Lsn? OpenUntil => _open?.Begin.FinalLsn;

    /// <summary>The open transaction is too large for memory.</summary>
    public bool IsOnDisk => _open is { IsOnDisk: true };

    /// <summary>Takes the next message; the bytes are kept, not copied. Gives the transaction that the message ends and the memory it takes, if it had any change.</summary>
    public Assembled? Take(ReadOnlyMemory<byte> message)
    {
        if (message.Span is [(byte)'I' or (byte)'U' or (byte)'D' or (byte)'T', ..])
        {
            // Decoded when it is read from the transaction, which is once where all goes well.
            Inside("change").AddChange(message);
            return null;
        }

        switch (_decoder.Decode(message))
        {
            case ChangeMessage:
                Inside("change").AddChange(message);
                return null;
            case RelationMessage:
                Inside("Relation").AddRelation(message);
                return null;
            case BeginMessage begin:
                if (_open is not null)
                    throw WireFaults.OutOfPlace("Begin", "before the Commit of the transaction before it");
                _open = new OpenTransaction(begin, _relations.Copy(), _spillFolder, _memoryBytes);
                return null;
            case CommitMessage commit:
                return Finish(commit);
            default:
                return null;
        }
    }

    public void Dispose() => _open?.Dispose();

    private Assembled? Finish(CommitMessage commit)
    {
        var open = Inside("Commit");
        if (commit.CommitLsn != open.Begin.FinalLsn)
            throw WireFaults.OutOfPlace("Commit", $"for {commit.CommitLsn} inside the transaction that ends at {open.Begin.FinalLsn}");
        var memory = open.Memory;
        var transaction = open.Finish(commit);
        _open = null;
        return transaction is null ? null : new Assembled(transaction, memory);
    }

    private OpenTransaction Inside(string message) => _open ?? throw WireFaults.OutOfPlace(message, "outside a transaction");
}
