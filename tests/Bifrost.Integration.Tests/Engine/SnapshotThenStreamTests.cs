using Bifrost.Integration.Tests.HardCases;
using Bifrost.Replication.Engine;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Engine;

public sealed class SnapshotThenStreamTests
{
    private const string Tables =
        """
        create schema raw;
        create table raw.a (id int primary key, note text not null default 'x', at timestamptz default now());
        create table raw.b (id bigint generated always as identity primary key, a_id int not null, doubled int generated always as (a_id * 2) stored);
        insert into raw.a (id, note) select n, 'row ' || n from generate_series(1, 1000) n;
        insert into raw.b (a_id) select n from generate_series(1, 500) n;
        """;

    [Test]
    public async Task Rows_that_are_there_and_every_kind_of_change_after_them_reach_both_sinks()
    {
        await using var fanout = await Fanout.CreateAsync(Tables, targets: 2);
        RunningSink[] sinks = [fanout.Start(0), fanout.Start(1)];
        await fanout.CaughtUpAsync(sinks[0], 0);
        await fanout.CaughtUpAsync(sinks[1], 1);
        sinks[0].Status.SnapshotRows.ShouldBe(1500);
        await fanout.Source.ExecuteAsync(
            """
            begin; insert into raw.a (id, note) values (2000, 'new'); update raw.a set note = 'changed' where id = 1; delete from raw.a where id = 2; commit;
            update raw.a set id = 3000 where id = 3;
            update raw.a set note = note || '!' where id between 10 and 900;
            insert into raw.b (a_id) values (7), (8);
            delete from raw.b where id between 5 and 100;
            """);
        for (var i = 0; i < 2; i++)
        {
            await fanout.CaughtUpAsync(sinks[i], i);
            await fanout.ShouldBeEqualAsync("raw.a", i);
            await fanout.ShouldBeEqualAsync("raw.b", i);
        }

        var status = sinks[0].Status;
        (status.Inserted, status.Updated, status.Deleted, status.Phase).ShouldBe((3, 893, 97, StreamPhase.Streaming));
        status.Topics.ShouldBe(["test.raw.a", "test.raw.b"], ignoreOrder: true);
        status.RetryingSince.ShouldBeNull();
    }

    [Test, Row("Generated columns")]
    public async Task A_table_that_the_sink_creates_has_the_types_the_key_the_defaults_and_the_generated_columns_of_the_source()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        await fanout.CaughtUpAsync(fanout.Start());
        const string columns =
            """
            select column_name, data_type, is_nullable, coalesce(column_default, ''), generation_expression, is_identity
            from information_schema.columns where table_schema = 'raw' and column_name <> 'id' order by table_name, ordinal_position
            """;
        (await fanout.Target.RowsAsync(columns)).ShouldBe(await fanout.Source.RowsAsync(columns));
        (await fanout.Target.RowsAsync("select conrelid::regclass, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'raw'::regnamespace order by 1"))
            .ShouldBe(["(raw.a,\"PRIMARY KEY (id)\")", "(raw.b,\"PRIMARY KEY (id)\")"]);
    }

    [Test, Row("TRUNCATE")]
    public async Task A_truncate_empties_the_tables_that_it_named()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("insert into raw.a (id) values (5000); truncate raw.a, raw.b; insert into raw.a (id) values (1)");
        await fanout.CaughtUpAsync(sink);
        await fanout.ShouldBeEqualAsync("raw.a");
        await fanout.ShouldBeEqualAsync("raw.b");
        sink.Status.Truncated.ShouldBe(2);
    }

    [Test]
    public async Task A_restart_goes_on_where_it_stopped_and_takes_no_second_snapshot()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var first = fanout.Start();
        await fanout.CaughtUpAsync(first);
        await first.StopAsync();
        var slots = await fanout.SlotsAsync();
        await fanout.Source.ExecuteAsync("insert into raw.a (id) values (5000); delete from raw.a where id = 9");
        var second = fanout.Start();
        await fanout.CaughtUpAsync(second);
        await fanout.ShouldBeEqualAsync("raw.a");
        second.Status.SnapshotRows.ShouldBe(0);
        second.Status.Transactions.ShouldBe(1);
        (await fanout.SlotsAsync()).ShouldBe(slots);
    }

    [Test, Row("Large transaction")]
    public async Task A_hundred_thousand_rows_in_one_transaction_arrive_as_one()
    {
        await using var fanout = await Fanout.CreateAsync("create table big (id int primary key, a text, n numeric)");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("insert into big select n, 'row ' || n, n / 3.0 from generate_series(1, 100000) n");
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("update big set a = a || '!'; delete from big where id % 10 = 0");
        await fanout.CaughtUpAsync(sink);
        const string sum = "select count(*), sum(hashtext(t::text)::bigint) from big t";
        (await fanout.Target.RowsAsync(sum)).ShouldBe(await fanout.Source.RowsAsync(sum));
        (sink.Status.Transactions, sink.Status.Inserted, sink.Status.Updated, sink.Status.Deleted).ShouldBe((2, 100000, 100000, 10000));
    }

    [Test, Row("WAL growth, idle or unpublished writes")]
    public async Task An_idle_source_lets_the_slot_follow()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("create temp table unpublished as select generate_series(1, 1000)");
        var position = await fanout.Source.ScalarAsync<string>("select pg_current_wal_lsn()::text");
        await fanout.Source.WaitUntilAsync(
            $"(select confirmed_flush_lsn >= '{position}' from pg_replication_slots where database = '{fanout.Source.Name}')").OrEndOf(sink);
        (await fanout.Source.ScalarAsync<string>($"select confirmed_flush_lsn::text from pg_replication_slots where database = '{fanout.Source.Name}'"))
            .ShouldNotBeNull();
        (await fanout.Target.ScalarAsync<bool>($"select end_lsn >= '{position}' from bifrost.progress")).ShouldBeTrue();
    }
}
