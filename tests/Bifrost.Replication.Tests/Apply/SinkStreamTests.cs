using Bifrost.Replication.Apply;
using Bifrost.Replication.Batching;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Progress;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Signals;
using Bifrost.Replication.Source;

namespace Bifrost.Replication.Tests.Apply;

public sealed class SinkStreamTests
{
    private FakeSource _source = null!;
    private FakeTarget _target = null!;
    private CancellationTokenSource _stop = null!;

    [SetUp]
    public void Begin() => (_source, _target, _stop) = (new FakeSource(), new FakeTarget(), new CancellationTokenSource());

    [TearDown]
    public void End() => _stop.Dispose();

    [Test]
    public async Task A_first_start_takes_a_snapshot_and_then_streams_after_it()
    {
        _source.Commit(90);
        _source.Commit(110);
        await UntilAsync(Run(), () => _source.Acknowledged.Count > 0);
        _source.Slots.ShouldBe(["slot_g1"]);
        _target.Batches.ShouldBe([[110UL]]);
        _source.Acknowledged.ShouldBe([new Lsn(110)]);
    }

    [Test]
    public async Task A_transaction_that_the_target_holds_is_skipped_although_it_is_sent_again()
    {
        Hold(200);
        foreach (var end in (ulong[])[150, 200, 210])
            _source.Commit(end);
        await UntilAsync(Run(), () => _source.Acknowledged.Count > 0);
        _target.Batches.ShouldBe([[210UL]]);
    }

    [Test]
    public async Task What_the_target_may_still_lose_is_acknowledged_only_when_it_has_flushed_it()
    {
        Hold(100);
        (_target.FlushesLater, _target.Flushed) = (true, new Lsn(110));
        _target.Before = (what, _) =>
        {
            if (what != "flushed")
                return Task.CompletedTask;
            // Applied long since, and not told of: the first answer holds the first transaction alone.
            _source.Acknowledged.ShouldBe(_target.FlushesAsked == 0 ? [] : [new Lsn(110)]);
            _target.Flushed = new Lsn(_target.FlushesAsked == 0 ? 110UL : 120UL);
            return Task.CompletedTask;
        };
        _source.Commit(110);
        _source.Commit(120);
        await UntilAsync(Run(), () => _source.Acknowledged.Contains(new Lsn(120)));
        _source.Acknowledged.ShouldBe([new Lsn(110), new Lsn(120)]);
    }

    [Test]
    public async Task What_a_signal_asks_for_is_copied_when_the_target_holds_just_what_the_view_shows()
    {
        Hold(100);
        _target.Requests.Add(new SnapshotRequest("one", SnapshotKind.Incremental, ["raw.a"], []));
        _source.ViewAt = 150;
        _source.Commit(140);
        _source.WhenViewed = () =>
        {
            _source.Commit(150);
            _source.Commit(160);
        };
        await UntilAsync(Run(), () => _source.Acknowledged.Contains(new Lsn(160)));
        _target.Copies.ShouldBe([(150UL, 150UL)]);
        _target.Batches.SelectMany(static b => b).ShouldBe([140UL, 150UL, 160UL]);
    }

    [Test]
    public async Task On_a_quiet_source_an_idle_position_brings_the_copy()
    {
        Hold(100);
        _target.Requests.Add(new SnapshotRequest("one", SnapshotKind.Incremental, ["raw.a"], []));
        _source.ViewAt = 150;
        _source.Commit(140);
        _source.WhenViewed = () => _source.Idle(155);
        await UntilAsync(Run(), () => _source.Acknowledged.Contains(new Lsn(155)));
        _target.Copies.ShouldBe([(140UL, 150UL)]);
    }

    [Test]
    public async Task A_copy_that_can_never_be_made_is_refused_and_the_stream_goes_on()
    {
        Hold(100);
        _target.Requests.Add(new SnapshotRequest("one", SnapshotKind.Incremental, ["raw.a"], []));
        _target.Before = static (at, _) => at == "copy" ? throw FakeTarget.Failure(FailureKind.RowRefused) : Task.CompletedTask;
        _source.ViewAt = 120;
        _source.WhenViewed = () => _source.Commit(130);
        await UntilAsync(Run(), () => _source.Acknowledged.Contains(new Lsn(130)));
        _target.RefusedRequests.ShouldHaveSingleItem();
        _target.Copies.ShouldBeEmpty();
    }

    [Test]
    public async Task A_commit_whose_answer_was_lost_is_settled_by_the_stored_progress_and_not_applied_again()
    {
        Hold(100);
        var lost = false;
        _target.Before = (at, batch) =>
        {
            if (at != "applied" || lost)
                return Task.CompletedTask;
            lost = true;
            _source.Commit(120);
            throw FakeTarget.Failure(FailureKind.Unavailable);
        };
        _source.Commit(110);
        await UntilAsync(Run(), () => _source.Acknowledged.Contains(new Lsn(120)));
        _target.Batches.SelectMany(static b => b).ShouldBe([110UL, 120UL]);
    }

    [Test]
    public async Task Nothing_is_acknowledged_before_it_is_durable()
    {
        Hold(100);
        _target.Before = (at, _) =>
        {
            if (at == "apply")
                _source.Acknowledged.ShouldBeEmpty();
            return Task.CompletedTask;
        };
        _source.Commit(110);
        await UntilAsync(Run(), () => _source.Acknowledged.Count > 0);
    }

    [Test]
    public async Task An_idle_position_is_stored_and_then_acknowledged()
    {
        Hold(100);
        _source.Idle(500);
        await UntilAsync(Run(), () => _source.Acknowledged.Count > 0);
        (_target.Position, _source.Acknowledged[0]).ShouldBe((500UL, new Lsn(500)));
    }

    [Test]
    public async Task A_target_that_is_away_is_tried_again_while_the_status_says_since_when_and_why()
    {
        Hold(100);
        var failures = 2;
        StreamStatus? seen = null;
        SinkStream stream = null!;
        _target.Before = (at, _) =>
        {
            if (at != "open")
                return Task.CompletedTask;
            seen = failures == 0 ? stream.Status : seen;
            return failures-- > 0 ? throw FakeTarget.Failure(FailureKind.Unavailable) : Task.CompletedTask;
        };
        stream = Stream();
        _source.Commit(110);
        await UntilAsync(stream.RunAsync(_stop.Token), () => _source.Acknowledged.Count > 0);
        seen!.RetryReason.ShouldBe("a failure of kind Unavailable");
        seen.RetryingSince.ShouldNotBeNull();
        stream.Status.Retries.ShouldBe(2);
    }

    /// <summary>A driver's callback, where a connection breaks while it is cancelled.</summary>
    [Test]
    public async Task What_throws_when_a_stream_is_told_to_stop_does_not_hide_why_it_was()
    {
        Hold(100);
        _source.WhenRead = cancellation =>
        {
            _source.WhenRead = static _ => { };
            cancellation.Register(static () => throw new ObjectDisposedException("connector"));
        };
        var failures = 0;
        _target.Before = (what, _) => what == "apply" && ++failures == 1 ? throw new ReplicationException(FailureKind.Unavailable, "away") : Task.CompletedTask;
        _source.Commit(110);
        await UntilAsync(Run(), () => _source.Acknowledged.Count > 0);
        failures.ShouldBe(2);
    }

    [Test]
    public async Task What_is_being_applied_is_behind_since_its_commit_and_batches_are_counted_once_they_are_durable()
    {
        Hold(100);
        StreamStatus? during = null;
        SinkStream stream = null!;
        _target.Before = (at, _) =>
        {
            during = at == "apply" ? stream.Status : during;
            return Task.CompletedTask;
        };
        stream = Stream();
        _source.Commit(110);
        _source.Idle(120);
        await UntilAsync(stream.RunAsync(_stop.Token), () => stream.Status.CaughtUpAt is not null);
        during!.BehindSince.ShouldNotBeNull();
        during.Batches.ShouldBe(0);
        stream.Status.BehindSince.ShouldBeNull();
        (stream.Status.Batches, stream.Status.BatchRows.Count, stream.Status.BatchSeconds.Count).ShouldBe((1, 1, 1));
    }

    [Test]
    public async Task A_refused_batch_is_tried_transaction_by_transaction_and_only_the_bad_one_row_by_row()
    {
        Hold(100);
        var gate = new TaskCompletionSource();
        _target.Before = async (at, batch) =>
        {
            if (at == "open")
                await gate.Task;
            if (at == "apply" && batch.Any(static t => t.EndLsn.Value == 120))
                throw FakeTarget.Failure(FailureKind.RowRefused);
        };
        foreach (var end in (ulong[])[110, 120, 130])
            _source.Commit(end);
        var run = Run();
        gate.SetResult();
        await UntilAsync(run, () => _source.Acknowledged.Contains(new Lsn(130)));
        _target.Batches.SelectMany(static b => b).ShouldBe([110UL, 130UL]);
        _target.OneByOne.ShouldBe([120UL]);
        _source.Acknowledged.ShouldBe(_source.Acknowledged.Order());
    }

    [TestCase(FailureKind.Fenced)]
    [TestCase(FailureKind.SchemaChanged)]
    [TestCase(FailureKind.Setup)]
    public async Task A_failure_that_needs_an_operator_ends_the_run(FailureKind kind)
    {
        Hold(100);
        _target.Before = (at, _) => at == "apply" ? throw FakeTarget.Failure(kind) : Task.CompletedTask;
        _source.Commit(110);
        (await Should.ThrowAsync<ReplicationException>(Run())).Kind.ShouldBe(kind);
        _source.Acknowledged.ShouldBeEmpty();
    }

    [Test]
    public async Task Another_cluster_or_another_timeline_is_refused()
    {
        Hold(100);
        _source.Identity = new SourceIdentity("another", 1);
        (await Should.ThrowAsync<ReplicationException>(Run())).Message.ShouldContain("the source was replaced");
        _source.Identity = new SourceIdentity("system", 2);
        (await Should.ThrowAsync<ReplicationException>(Run())).Message.ShouldContain("restored or promoted");
    }

    [Test]
    public async Task An_unfinished_snapshot_is_dropped_and_taken_again_under_a_new_generation()
    {
        _source.Slots.Add("slot_g1");
        _target.Stored.Add(new StoredProgress(_source.Identity, "slot_g1", 1, Lsn.None, null, SnapshotCompleted: false));
        _source.Commit(110);
        await UntilAsync(Run(), () => _source.Acknowledged.Count > 0);
        _source.Slots.ShouldBe(["slot_g2"]);
        _target.Stored.Count.ShouldBe(1);
    }

    [Test]
    public async Task Snapshots_that_fail_at_every_start_leave_one_unfinished_slot_at_most()
    {
        Hold(100);
        var failures = 2;
        var slots = 0;
        _target.Before = (at, _) =>
        {
            if (at == "load")
                slots = Math.Max(slots, _source.Slots.Count);
            return at == "load" && failures-- > 0 ? throw FakeTarget.Failure(FailureKind.Unavailable) : Task.CompletedTask;
        };
        _source.Commit(110);
        await UntilAsync(Stream(SnapshotMode.Always).RunAsync(_stop.Token), () => _source.Acknowledged.Count > 0);
        slots.ShouldBe(2);
        _source.Slots.ShouldBe(["slot_g4"]);
    }

    [Test]
    public async Task A_quiet_source_is_streamed_from_and_a_failure_before_it_is_over()
    {
        Hold(100);
        var failures = 1;
        _target.Before = (at, _) => at == "open" && failures-- > 0 ? throw FakeTarget.Failure(FailureKind.Unavailable) : Task.CompletedTask;
        var stream = Stream();
        await UntilAsync(stream.RunAsync(_stop.Token), () => stream.Status is { Phase: StreamPhase.Streaming, RetryingSince: null });
    }

    [Test]
    public async Task A_batch_that_fails_at_every_attempt_does_not_hide_since_when()
    {
        Hold(100);
        var seen = new List<DateTimeOffset?>();
        SinkStream stream = null!;
        _target.Before = (at, _) =>
        {
            if (at != "apply")
                return Task.CompletedTask;
            seen.Add(stream.Status.RetryingSince);
            throw FakeTarget.Failure(FailureKind.Unavailable);
        };
        _source.Commit(110);
        stream = Stream();
        await UntilAsync(stream.RunAsync(_stop.Token), () => seen.Count == 3);
        seen[1].ShouldNotBeNull();
        seen[2].ShouldBe(seen[1]);
    }

    [Test]
    public async Task A_slot_that_the_target_does_not_know_is_left_alone_and_named()
    {
        _source.Slots.Add("slot_g4");
        (await Should.ThrowAsync<ReplicationException>(Run())).Message.ShouldContain("slot_g4");
        _source.Slots.ShouldBe(["slot_g4"]);
    }

    private void Hold(ulong position)
    {
        _source.Slots.Add("slot_g1");
        _target.Stored.Add(new StoredProgress(_source.Identity, "slot_g1", 1, new Lsn(position), null, SnapshotCompleted: true));
    }

    private SinkStream Stream(SnapshotMode mode = SnapshotMode.Initial) => new(
        new SinkStreamSettings("sink", mode, BatchLimits.For(1000), DropSlotOnStop: false), _source, _target, new NoRouter(), TimeProvider.System);

    private Task Run() => Stream().RunAsync(_stop.Token);

    /// <summary>Runs until it is so, then stops the run as a worker does. The limit only ends a test that would otherwise hang.</summary>
    private async Task UntilAsync(Task run, Func<bool> isSo)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        for (var asked = 0; asked < 6000 && !isSo() && !run.IsCompleted; asked++)
            await ticks.WaitForNextTickAsync();
        isSo().ShouldBeTrue(run.Exception?.InnerException?.Message);
        await _stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(run);
    }

    private sealed class NoRouter : ITableRouter
    {
        public bool IsCaptured(TableName table) => true;

        public TableRoute? Route(RoutedRelation relation) => null;
    }
}
