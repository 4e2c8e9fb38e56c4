using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Progress;
using Bifrost.Replication.Signals;
using Bifrost.Replication.Sink;
using Bifrost.Replication.Source;

namespace Bifrost.Integration.Tests.HardCases;

/// <summary>A target that refuses every batch, so that each transaction is applied row by row in the source's order: what every other way of applying is held against.</summary>
internal sealed class RowByRowTarget(ITarget target) : ITarget
{
    public async Task<ITargetSession> OpenAsync(CancellationToken cancellation) => new Session(await target.OpenAsync(cancellation));

    private sealed class Session(ITargetSession session) : ITargetSession
    {
        public Task<Committed> ApplyAsync(IReadOnlyList<SourceTransaction> batch, CancellationToken cancellation) =>
            throw new ReplicationException(FailureKind.RowRefused, "Row by row, as the test wants it.");

        public Task<Committed> ApplyRowByRowAsync(SourceTransaction transaction, CancellationToken cancellation) => session.ApplyRowByRowAsync(transaction, cancellation);

        public Task<IReadOnlyList<StoredProgress>> ReadProgressAsync(CancellationToken cancellation) => session.ReadProgressAsync(cancellation);

        public Task BeginGenerationAsync(StoredProgress generation, CancellationToken cancellation) => session.BeginGenerationAsync(generation, cancellation);

        public Task TakeOverAsync(StoredProgress generation, CancellationToken cancellation) => session.TakeOverAsync(generation, cancellation);

        public Task NoteTablesAsync(CancellationToken cancellation) => session.NoteTablesAsync(cancellation);

        public Task ForgetAsync(StoredProgress generation, CancellationToken cancellation) => session.ForgetAsync(generation, cancellation);

        public Task<Committed> LoadAsync(ISnapshot snapshot, bool withRows, Action<string, long> loading, CancellationToken cancellation) =>
            session.LoadAsync(snapshot, withRows, loading, cancellation);

        public Task<SnapshotRequest?> NextRequestAsync(CancellationToken cancellation) => session.NextRequestAsync(cancellation);

        public Task<Committed> CopyAsync(SnapshotRequest request, ISnapshot view, Action<string, long> loading, CancellationToken cancellation) =>
            session.CopyAsync(request, view, loading, cancellation);

        public Task<Committed> RefuseAsync(SnapshotRequest request, string reason, CancellationToken cancellation) => session.RefuseAsync(request, reason, cancellation);

        public Task<Committed> StoreIdleAsync(Lsn idle, CancellationToken cancellation) => session.StoreIdleAsync(idle, cancellation);

        public Task<Lsn> FlushedAsync(CancellationToken cancellation) => session.FlushedAsync(cancellation);

        public ValueTask DisposeAsync() => session.DisposeAsync();
    }
}
