using System.Runtime.CompilerServices;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Source;

namespace Bifrost.Replication.Tests.Apply;

/// <summary>A source in memory: every stream yields the whole log again, as a server does that was told of nothing; it remembers what was acknowledged and which slots there are.</summary>
internal sealed class FakeSource : ISourceDatabase, IChangeSource
{
    private readonly Lock _gate = new();
    private readonly List<SourceEvent> _log = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SourceIdentity Identity { get; set; } = new("system", 1);

    public List<string> Slots { get; } = [];

    public List<Lsn> Acknowledged { get; } = [];

    public Lsn Received { get; private set; }

    public void Commit(ulong end, int changes = 1)
    {
        var relation = new Relation(1, new TableName("public", "t"), ReplicaIdentity.Default, [new RelationColumn("id", 23, -1, true)]);
        Change[] rows = [.. Enumerable.Range(0, changes).Select(_ => new RowInserted(relation, [ColumnValue.Text("1"u8.ToArray())]))];
        Add(new TransactionCommitted(new SourceTransaction(1, new Lsn(end - 1), new Lsn(end), DateTimeOffset.UnixEpoch, rows, changes)));
    }

    public void Idle(ulong position) => Add(new IdlePosition(new Lsn(position)));

    public Task<SourceIdentity> IdentifyAsync(CancellationToken cancellation) => Task.FromResult(Identity);

    public string SlotFor(int generation) => $"slot_g{generation}";

    public Task<IReadOnlyDictionary<int, string>> SlotsAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<int, string>>(Slots.ToDictionary(static s => int.Parse(s[6..], System.Globalization.CultureInfo.InvariantCulture)));

    public Task<ISnapshot> BeginSnapshotAsync(ITableRouter capture, string slotName, CancellationToken cancellation)
    {
        Slots.Add(slotName);
        return Task.FromResult<ISnapshot>(new FakeSnapshot(slotName));
    }

    /// <summary>Where the next view is; null while none can be opened.</summary>
    public ulong? ViewAt { get; set; }

    /// <summary>What is committed while the view is opened and after: before, the log cannot be beyond it.</summary>
    public Action WhenViewed { get; set; } = static () => { };

    public async Task<ISnapshot> BeginViewAsync(ITableRouter capture, CancellationToken cancellation)
    {
        if (ViewAt is not { } at)
            await new TaskCompletionSource().Task.WaitAsync(cancellation);
        WhenViewed();
        return new FakeSnapshot("view") { ConsistentPoint = new Lsn(ViewAt!.Value) };
    }

    /// <summary>Told by what a stream is stopped.</summary>
    public Action<CancellationToken> WhenRead { get; set; } = static _ => { };

    public IChangeSource OpenStream(string slotName) => this;

    public Task DropSlotAsync(string slotName, CancellationToken cancellation)
    {
        Slots.Remove(slotName);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<SourceEvent> ReadAsync(Lsn after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        WhenRead(cancellation);
        yield return new StreamStarted();
        for (var next = 0; ; next++)
        {
            while (At(next) is { } more)
                await more.WaitAsync(cancellation);
            yield return _log[next];
        }
    }

    private void Add(SourceEvent item)
    {
        lock (_gate)
        {
            _log.Add(item);
            _more.TrySetResult();
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Null where the event is there, else what to wait for.</summary>
    private Task? At(int index)
    {
        lock (_gate)
            return index < _log.Count ? null : _more.Task;
    }

    public void Acknowledge(Lsn durable) => Acknowledged.Add(durable);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class FakeSnapshot(string slotName) : ISnapshot
    {
        public string SlotName => slotName;

        public Lsn ConsistentPoint { get; init; } = new(100);

        public IReadOnlyList<SourceTable> Tables => [];

        public Task<Stream> OpenCopyAsync(SourceTable table, IReadOnlyList<string> columns, string? select, CopyFormat format, CancellationToken cancellation) => Task.FromResult(Stream.Null);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
