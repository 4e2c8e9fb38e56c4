using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Source;

/// <summary>What a slot's reading gets of a <see cref="PeekAnswer"/>: of its own slot, or of another sink's.</summary>
/// <param name="connection">The session that asks; null where another's reading does.</param>
/// <param name="feed">Takes what comes.</param>
internal sealed class SlotPeek(
    SourceSettings source, string slotName, Peeks peeks, PeekAnswer answer, PeekShare share, TransactionFeed feed, NpgsqlConnection? connection, TimeProvider time) : SlotReading(source, slotName, time)
{
    public override EventQueue Queue => feed.Queue;

    public override int? ServerProcess { get; } = connection?.ProcessID;

    public override Lsn Received => feed.Reached;

    public override Lsn Reached => feed.Reached;

    public override bool HasBegun => feed.HasBegun;

    /// <summary>The server did not give all of it; a stream may do.</summary>
    public bool IsRefused => answer.IsRefused;

    /// <summary>See <see cref="PeekShare.WholeUntil"/>.</summary>
    public Lsn? WholeUntil => share.WholeUntil;

    protected override async Task ReadAsync()
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var answering = connection is null ? Task.FromResult(true) : answer.ReadAsync(connection, ending.Token);
        try
        {
            await foreach (var assembled in share.TakeAsync(Stop).ConfigureAwait(false))
                await feed.AddAsync(assembled, Stop).ConfigureAwait(false);
            // What is queued is whole, and what is not is read again.
            if (!await answering.ConfigureAwait(false))
                await TerminateAsync().ConfigureAwait(false);
            if (share.WholeUntil is { } whole)
                await feed.AddIdleAsync(whole, Stop).ConfigureAwait(false);
        }
        finally
        {
            share.Leave();
            await ending.EndAsync().ConfigureAwait(false);
            await ((Task)answering).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        LeaveRest();
    }

    /// <summary>Else the server would decode to the end, and hold the slot for so long.</summary>
    protected override Task BeforeStopAsync() => HasEnded || LeavesRest ? Task.CompletedTask : TerminateAsync();

    protected override async ValueTask CloseAsync()
    {
        share.Leave();
        if (connection is not null)
        {
            peeks.End(answer);
            await connection.DisposeAsync().ConfigureAwait(false);
        }

        feed.Dispose();
    }
}
