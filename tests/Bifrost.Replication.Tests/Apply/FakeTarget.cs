using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Progress;
using Bifrost.Replication.Signals;
using Bifrost.Replication.Sink;
using Bifrost.Replication.Source;

namespace Bifrost.Replication.Tests.Apply;

/// <summary>A target in memory. What <see cref="Before"/> throws, its next call throws.</summary>
internal sealed class FakeTarget : ITarget, ITargetSession
{
    public List<StoredProgress> Stored { get; set; } = [];

    /// <summary>End positions of the transactions of each batch that became durable.</summary>
    public List<ulong[]> Batches { get; } = [];

    public List<ulong> OneByOne { get; } = [];

    public Func<string, IReadOnlyList<SourceTransaction>, Task> Before { get; set; } = static (_, _) => Task.CompletedTask;

    public int Opened { get; private set; }

    /// <summary>What is applied is flushed only when <see cref="Flushed"/> says so.</summary>
    public bool FlushesLater { get; set; }

    public Lsn Flushed { get; set; }

    /// <summary>How often it was asked what is flushed.</summary>
    public int FlushesAsked { get; private set; }

    public ulong Position => Stored[^1].EndLsn.Value;

    public async Task<ITargetSession> OpenAsync(CancellationToken cancellation)
    {
        await Before("open", []);
        Opened++;
        return this;
    }

    public Task<IReadOnlyList<StoredProgress>> ReadProgressAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<StoredProgress>>([.. Stored]);

    public Task BeginGenerationAsync(StoredProgress generation, CancellationToken cancellation)
    {
        Stored.Add(generation);
        return Task.CompletedTask;
    }

    public Task TakeOverAsync(StoredProgress generation, CancellationToken cancellation) => Task.CompletedTask;

    public Task NoteTablesAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task ForgetAsync(StoredProgress generation, CancellationToken cancellation)
    {
        Stored.Remove(generation);
        return Task.CompletedTask;
    }

    public async Task<Committed> LoadAsync(ISnapshot snapshot, bool withRows, Action<string, long> loading, CancellationToken cancellation)
    {
        await Before("load", []);
        return Move(snapshot.ConsistentPoint, completed: true);
    }

    public async Task<Committed> ApplyAsync(IReadOnlyList<SourceTransaction> batch, CancellationToken cancellation)
    {
        await Before("apply", batch);
        Batches.Add([.. batch.Select(static t => t.EndLsn.Value)]);
        var done = Move(batch[^1].EndLsn) with { IsFlushed = !FlushesLater };
        await Before("applied", batch);
        return done;
    }

    public async Task<Committed> ApplyRowByRowAsync(SourceTransaction transaction, CancellationToken cancellation)
    {
        await Before("row by row", [transaction]);
        OneByOne.Add(transaction.EndLsn.Value);
        return Move(transaction.EndLsn);
    }

    /// <summary>Snapshots that signals asked for and that are not done.</summary>
    public List<SnapshotRequest> Requests { get; } = [];

    /// <summary>Position of the target at each copy, and the view's.</summary>
    public List<(ulong Held, ulong View)> Copies { get; } = [];

    public List<string> RefusedRequests { get; } = [];

    public Task<SnapshotRequest?> NextRequestAsync(CancellationToken cancellation) => Task.FromResult(Requests.FirstOrDefault());

    public async Task<Committed> CopyAsync(SnapshotRequest request, ISnapshot view, Action<string, long> loading, CancellationToken cancellation)
    {
        await Before("copy", []);
        Copies.Add((Position, view.ConsistentPoint.Value));
        Requests.Remove(request);
        return Move(view.ConsistentPoint);
    }

    public Task<Committed> RefuseAsync(SnapshotRequest request, string reason, CancellationToken cancellation)
    {
        RefusedRequests.Add(reason);
        Requests.Remove(request);
        return Task.FromResult(Move(Stored[^1].EndLsn));
    }

    public Task<Committed> StoreIdleAsync(Lsn idle, CancellationToken cancellation) => Task.FromResult(Move(idle));

    public async Task<Lsn> FlushedAsync(CancellationToken cancellation)
    {
        await Before("flushed", []);
        FlushesAsked++;
        return Flushed;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static ReplicationException Failure(FailureKind kind) => new(kind, $"a failure of kind {kind}");

    private Committed Move(Lsn to, bool completed = true)
    {
        Stored[^1] = Stored[^1] with { EndLsn = to, SnapshotCompleted = completed };
        return new Committed(to, new AppliedRows());
    }
}
