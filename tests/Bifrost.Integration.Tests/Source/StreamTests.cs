using Bifrost.Integration.Tests.HardCases;
using Bifrost.Postgres.Source;
using Bifrost.Replication;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Source;

namespace Bifrost.Integration.Tests.Source;

public sealed class StreamTests
{
    private const string Table = "create table t (id int primary key, note text)";

    [Test]
    public async Task Inserts_updates_deletes_and_truncates_arrive_in_order_with_their_values()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        var (_, events) = source.Read(source.Start);
        await source.Database.ExecuteAsync("insert into t values (1, 'a'), (2, null)");
        await source.Database.ExecuteAsync("update t set note = 'b' where id = 2");
        await source.Database.ExecuteAsync("delete from t where id = 1");
        await source.Database.ExecuteAsync("truncate t restart identity cascade");
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["I public.t (1,a)", "I public.t (2,null)"]);
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["U public.t (2,b)"]);
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["D public.t Key (1,null)"]);
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["T t cascade restart"]);
    }

    [Test, Row("Unchanged TOAST"), Row("Primary-key update"), Row("REPLICA IDENTITY FULL")]
    public async Task A_key_change_a_toast_gap_and_a_full_identity_say_what_is_known_of_the_old_row()
    {
        await using var source = await StreamedSource.CreateAsync(
            $"{Table}; create table big (id int primary key, body text, n int); alter table big alter body set storage external; create table f (a int, b text); alter table f replica identity full");
        await source.Database.ExecuteAsync("insert into t values (1, 'a'); insert into big values (1, repeat('x', 5000), 1); insert into f values (1, 'one')");
        var (_, events) = source.Read(source.Start);
        await source.Database.ExecuteAsync("begin; update t set id = 2; update big set n = 2; update f set b = null; delete from f; commit");
        await StreamedSource.NextAsync(events);
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(
        [
            "U public.t Key (1,null) -> (2,a)", "U public.big (1,missing,2)", "U public.f Full (1,one) -> (1,null)", "D public.f Full (1,null)",
        ]);
    }

    [Test, Row("Subtransactions rolled back"), Row("Txn split over tables")]
    public async Task A_transaction_over_several_tables_is_whole_and_leaves_out_subtransactions_that_were_rolled_back()
    {
        await using var source = await StreamedSource.CreateAsync($"{Table}; create table u (id int primary key)");
        var (_, events) = source.Read(source.Start);
        await source.Database.ExecuteAsync(
            "begin; insert into t values (1, 'kept'); savepoint s; insert into u values (9); rollback to s; insert into u values (1); select pg_logical_emit_message(true, 'mark', 'x'); commit");
        await source.Database.ExecuteAsync("begin; insert into t values (2, 'never'); rollback");
        await source.Database.ExecuteAsync("insert into u values (2)");
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["I public.t (1,kept)", "I public.u (1)", "M mark x"]);
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["I public.u (2)"]);
    }

    [Test, Row("Duplicate INSERT after restart")]
    public async Task A_restart_from_the_stored_position_yields_nothing_twice_though_nothing_was_acknowledged()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        var (_, events) = source.Read(source.Start);
        await source.Database.ExecuteAsync("insert into t values (1, 'a')");
        await source.Database.ExecuteAsync("insert into t values (2, 'b')");
        var first = await StreamedSource.NextAsync(events);
        await source.StopReadersAsync();

        var (_, again) = source.Read(first.EndLsn);
        StreamedSource.Print(await StreamedSource.NextAsync(again)).ShouldBe(["I public.t (2,b)"]);
    }

    [Test]
    public async Task Only_what_was_acknowledged_is_let_go_of()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        var (stream, events) = source.Read(source.Start);
        await source.Database.ExecuteAsync("insert into t values (1, 'a')");
        await source.Database.ExecuteAsync("insert into t values (2, 'b')");
        var first = await StreamedSource.NextAsync(events);
        await StreamedSource.NextAsync(events);
        stream.Acknowledge(first.EndLsn);
        stream.Acknowledge(source.Start);
        await source.Database.WaitUntilAsync($"(select confirmed_flush_lsn = '{first.EndLsn}' from pg_replication_slots where slot_name = '{source.Slot}')");
    }

    [Test]
    public async Task An_acknowledgement_reaches_the_server_by_the_next_stream_at_the_latest()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        source.Settings = source.Settings with { StatusInterval = TimeSpan.FromMinutes(10) };
        var (stream, events) = source.Read(source.Start);
        await source.Database.ExecuteAsync("insert into t values (1, 'a')");
        var first = await StreamedSource.NextAsync(events);
        stream.Acknowledge(first.EndLsn);
        await source.StopReadersAsync();
        // The last status of a stream that is stopped may be overtaken by the stop itself; the next stream begins with the same position.
        source.Settings = source.Settings with { StatusInterval = TimeSpan.FromSeconds(1) };
        source.Read(first.EndLsn);
        await source.Database.WaitUntilAsync($"(select confirmed_flush_lsn >= '{first.EndLsn}' from pg_replication_slots where slot_name = '{source.Slot}')");
    }

    /// <summary>A status update that Npgsql is asked for by then left it waiting for its own lock for ever; a server that does not stream yet forgets the request to cancel.</summary>
    [Test]
    public async Task A_stream_that_is_stopped_before_the_server_answers_ends_although_the_request_to_cancel_is_lost()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        await using var server = new SlowToStart(source.Settings.Database);
        // Nor does the server's timeout end the stream.
        await source.Database.ExecuteAsync($"alter database \"{source.Database.Name}\" set wal_sender_timeout = 0");
        source.Settings = source.Settings with { Database = server.Endpoint };
        source.Read(source.Start);
        await server.Asked;
        await source.StopReadersAsync().WaitAsync(TimeSpan.FromSeconds(40));
        server.WasCancelled.ShouldBeTrue();
    }

    [Test]
    public async Task A_stream_that_fails_before_its_slot_is_known_to_be_held_gives_out_its_failure_and_no_transaction()
    {
        var failpoints = new Failpoints();
        var limits = new StreamLimits { TransactionBytes = 4096, SpillFolder = "/no/such/folder" };
        await using var source = await StreamedSource.CreateAsync(Table, limits, failpoints: failpoints);
        await source.Database.ExecuteAsync("insert into t values (1, 'small')");
        await source.Database.ExecuteAsync("insert into t select n, 'one of many' from generate_series(10, 500) n");
        // By then both transactions were read, and the second could not be kept.
        failpoints.Hook = (at, _) => at == Failpoints.StreamAsked ? source.Database.ExecuteAsync("select pg_sleep(1)") : Task.CompletedTask;
        var (_, events) = source.Read(source.Start);
        var failure = await Should.ThrowAsync<ReplicationException>(StreamedSource.NextAsync(events));
        (failure.Kind, failure.Message.Contains("could not be kept in", StringComparison.Ordinal)).ShouldBe((FailureKind.Unavailable, true), failure.Message);
    }

    [Test, Row("WAL growth, idle or unpublished writes")]
    public async Task An_idle_position_follows_wal_that_is_not_published_and_comes_after_every_commit_below_it()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        await source.Database.ExecuteAsync("create unlogged table noise (n int); create table other (n int); drop publication bifrost_test; create publication bifrost_test for table t");
        await source.Database.ExecuteAsync("insert into t values (1, 'a')");
        var (_, events) = source.Read(source.Start);
        var committed = await StreamedSource.NextAsync(events);
        await source.Database.ExecuteAsync("insert into other select generate_series(1, 1000)");
        var written = Lsn.Parse((await source.Database.ScalarAsync<string>("select pg_current_wal_insert_lsn()::text"))!);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var last = committed.EndLsn;
        while (last < written)
        {
            var idle = (await events.ReadAsync(limit.Token)).ShouldBeOfType<IdlePosition>();
            idle.Lsn.ShouldBeGreaterThan(last);
            last = idle.Lsn;
        }
    }

    [Test, Row("Large transaction")]
    public async Task A_large_transaction_goes_through_the_disk_and_arrives_whole_as_often_as_it_is_read()
    {
        await using var source = await StreamedSource.CreateAsync(Table, new StreamLimits { TransactionBytes = 64 * 1024, QueueBytes = 64 * 1024 });
        var (stream, events) = source.Read(source.Start);
        await source.Database.ExecuteAsync("begin; insert into t select n, repeat('x', 100) from generate_series(1, 20000) n; update t set note = 'y' where id = 20000; commit");
        await source.Database.ExecuteAsync("insert into t values (20001, 'after')");
        var large = await StreamedSource.NextAsync(events);
        large.Changes.Count.ShouldBe(20_001);
        for (var reading = 0; reading < 2; reading++)
            large.Changes.OfType<RowInserted>().Count().ShouldBe(20_000);
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["I public.t (20001,after)"]);
        stream.Acknowledge(large.EndLsn);
        Should.Throw<ObjectDisposedException>(() => large.Changes.Count(static _ => true));
    }

    [Test, Row("Slow target")]
    public async Task The_server_is_answered_while_the_consumer_takes_nothing()
    {
        await using var server = await Bifrost.Testing.TestServer.StartAsync("busy", "wal_sender_timeout = 1s");
        await using var source = await StreamedSource.CreateAsync(Table, new StreamLimits { QueueBytes = 1024 }, server);
        source.Settings = source.Settings with { StatusInterval = TimeSpan.FromMinutes(1) };
        await using var events = source.Reader.OpenStream(source.Settings, source.Slot).ReadAsync(source.Start, default).GetAsyncEnumerator();
        await source.Database.ExecuteAsync("do $$ begin for i in 1..500 loop insert into t values (i, repeat('x', 1000)); commit; end loop; end $$");
        (await events.MoveNextAsync()).ShouldBeTrue();
        events.Current.ShouldBeOfType<StreamStarted>();
        (await events.MoveNextAsync()).ShouldBeTrue();
        // Three of the server's timeouts pass without the consumer asking for more.
        await source.Database.ExecuteAsync("select pg_sleep(3)");
        for (var read = 1; read < 500;)
        {
            (await events.MoveNextAsync()).ShouldBeTrue();
            read += events.Current is TransactionCommitted ? 1 : 0;
        }
    }

    [Test]
    public async Task A_reading_says_that_it_holds_the_slot_although_nothing_is_written()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        var (_, events) = source.Read(source.Start);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        (await events.ReadAsync(limit.Token)).ShouldBeOfType<StreamStarted>();
        (await source.Database.ScalarAsync<bool>($"select active from pg_replication_slots where slot_name = '{source.Slot}'")).ShouldBeTrue();
    }

    [Test]
    public async Task A_heartbeat_is_a_transaction_of_its_own()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        source.Settings = source.Settings with { HeartbeatInterval = TimeSpan.FromMilliseconds(100) };
        var (_, events) = source.Read(source.Start);
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["M bifrost.heartbeat "]);
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["M bifrost.heartbeat "]);
    }

    [Test]
    public async Task A_heartbeat_query_is_run_instead_where_one_is_set()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        source.Settings = source.Settings with { HeartbeatInterval = TimeSpan.FromMilliseconds(100), HeartbeatQuery = "insert into t values (1, 'beat') on conflict (id) do update set note = 'again'" };
        var (_, events) = source.Read(source.Start);
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["I public.t (1,beat)"]);
        StreamedSource.Print(await StreamedSource.NextAsync(events)).ShouldBe(["U public.t (1,again)"]);
    }
}
