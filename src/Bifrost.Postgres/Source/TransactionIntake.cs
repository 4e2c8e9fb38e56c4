using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;

namespace Bifrost.Postgres.Source;

/// <summary>Puts the messages of one decoding session together, large transactions on disk. One writer.</summary>
internal sealed class TransactionIntake(string slotName, StreamLimits limits, Failpoints failpoints) : IDisposable
{
    private readonly TransactionAssembler _assembler = new(limits.SpillFolder, limits.TransactionBytes);

    /// <summary>Where the commit of the open transaction is; null where none is open.</summary>
    public Lsn? OpenUntil => _assembler.OpenUntil;

    /// <summary>Takes the next message. Gives the transaction that it ends, if that had any change.</summary>
    /// <param name="message">Kept, not copied.</param>
    public async ValueTask<Assembled?> TakeAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        var wasOnDisk = _assembler.IsOnDisk;
        var assembled = Assemble(message);
        if (_assembler.IsOnDisk && !wasOnDisk)
            await failpoints.AtAsync(Failpoints.SpillBegun, cancellation).ConfigureAwait(false);
        return assembled;
    }

    public void Dispose() => _assembler.Dispose();

    private Assembled? Assemble(ReadOnlyMemory<byte> message)
    {
        try
        {
            return _assembler.Take(message);
        }
        catch (IOException e)
        {
            throw new ReplicationException(FailureKind.Unavailable, $"A large transaction of slot {slotName} could not be kept in {limits.SpillFolder}: {e.Message}. Make room there, or set TMPDIR to a folder with room.", e);
        }
    }
}
