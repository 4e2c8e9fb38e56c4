using Bifrost.Replication.Batching;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Source;

namespace Bifrost.Replication.Tests.Batching;

public sealed class BatchCollectorTests
{
    private static readonly BatchLimits Limits = new(Rows: 10, Bytes: 1000, TimeSpan.FromHours(1), QueuedBytes: 1_000_000, QueuedRows: 1_000_000);

    [Test]
    public async Task A_batch_is_closed_by_rows_at_a_commit_and_a_large_transaction_is_never_split()
    {
        using var queue = new EventQueue(Limits);
        var collector = new BatchCollector(queue, Limits, TimeProvider.System);
        await AddAsync(queue, (10, 4, 0), (20, 4, 0), (30, 500, 0), (40, 1, 0));
        Ends(collector.Collect(Lsn.None)).ShouldBe([10UL, 20UL, 30UL]);
        Ends(collector.Collect(Lsn.None)).ShouldBe([40UL]);
        collector.Collect(Lsn.None).ShouldBeEmpty();
    }

    [Test]
    public async Task A_batch_is_closed_by_bytes()
    {
        using var queue = new EventQueue(Limits);
        var collector = new BatchCollector(queue, Limits, TimeProvider.System);
        await AddAsync(queue, (10, 1, 900), (20, 1, 200), (30, 1, 1));
        Ends(collector.Collect(Lsn.None)).ShouldBe([10UL, 20UL]);
    }

    [Test]
    public async Task An_idle_position_ends_a_batch_and_the_last_of_several_counts()
    {
        using var queue = new EventQueue(Limits);
        var collector = new BatchCollector(queue, Limits, TimeProvider.System);
        await AddAsync(queue, (10, 1, 0));
        await queue.AddAsync(new IdlePosition(new Lsn(15)), default);
        await queue.AddAsync(new IdlePosition(new Lsn(17)), default);
        await AddAsync(queue, (20, 1, 0));
        Ends(collector.Collect(Lsn.None)).ShouldBe([10UL]);
        collector.TakeIdle()!.Lsn.ShouldBe(new Lsn(17));
        Ends(collector.Collect(new Lsn(17))).ShouldBe([20UL]);
    }

    [Test]
    public async Task A_full_queue_holds_the_reader_until_something_is_taken()
    {
        var limits = Limits with { QueuedBytes = 100 };
        using var queue = new EventQueue(limits);
        await AddAsync(queue, (10, 1, 500));
        var held = queue.AddAsync(Transaction(20, 1, 1), default);
        held.IsCompleted.ShouldBeFalse();
        queue.TryTake(out _).ShouldBeTrue();
        await held.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static async Task AddAsync(EventQueue queue, params (ulong End, int Rows, long Bytes)[] transactions)
    {
        foreach (var (end, rows, bytes) in transactions)
            await queue.AddAsync(Transaction(end, rows, bytes), default);
    }

    private static TransactionCommitted Transaction(ulong end, int rows, long bytes) => new(new SourceTransaction(
        1, new Lsn(end - 1), new Lsn(end), DateTimeOffset.UnixEpoch, [.. Enumerable.Range(0, rows).Select(static _ => new LogicalMessage("p", default))], bytes));

    private static ulong[] Ends(IReadOnlyList<SourceTransaction> batch) => [.. batch.Select(static t => t.EndLsn.Value)];
}
