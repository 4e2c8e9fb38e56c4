using Bifrost.Integration.Tests.Engine;
using Bifrost.Replication.Engine;

namespace Bifrost.Integration.Tests.HardCases;

[Parallelizable]
public sealed class TransactionTests
{
    private const string Tables = "create table t (id int primary key, note text); create table u (id int primary key, n int); insert into t select n, 'a' from generate_series(1, 300) n";

    [Test, Row("Two-phase commit")]
    public async Task Two_phase_commit_arrives_with_the_second_phase_and_not_before()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        // Names of prepared transactions are the server's, not the database's.
        var (kept, dropped) = ($"{fanout.Source.Name}_kept", $"{fanout.Source.Name}_dropped");
        await fanout.Source.ExecuteAsync($"begin; update t set note = 'prepared' where id <= 200; insert into u select n, n from generate_series(1, 100) n; savepoint s; delete from t; rollback to s; prepare transaction '{kept}'");
        await fanout.Source.ExecuteAsync($"begin; insert into t values (1000, 'never'); prepare transaction '{dropped}'");
        await fanout.Source.ExecuteAsync("update t set note = 'meanwhile' where id > 200");
        await fanout.CaughtUpAsync(sink);
        (await fanout.Target.ScalarAsync<long>("select count(*) from t where note = 'prepared'")).ShouldBe(0);
        await fanout.Source.ExecuteAsync($"rollback prepared '{dropped}'");
        await fanout.Source.ExecuteAsync($"commit prepared '{kept}'");
        await fanout.CaughtUpAsync(sink);
        await Following.ShouldBeEqualAsync(fanout, "t", "u");
        (await fanout.Target.ScalarAsync<long>("select count(*) from t where note = 'prepared'")).ShouldBe(200);
    }

    [Test, Row("Two-phase commit")]
    public async Task Two_phase_commit_that_is_half_done_when_the_sink_begins_or_is_away_is_neither_lost_nor_doubled()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var name = $"{fanout.Source.Name}_open";
        await fanout.Source.ExecuteAsync($"begin; insert into t values (1000, 'prepared'); insert into u values (1000, 1); prepare transaction '{name}'");
        var first = fanout.Start();
        // A slot begins when every transaction that writes has ended; a prepared one is such a transaction.
        await fanout.Source.WaitUntilAsync($"exists (select 1 from pg_replication_slots where database = '{fanout.Source.Name}')").OrEndOf(first);
        await fanout.Source.ExecuteAsync($"commit prepared '{name}'");
        await fanout.CaughtUpAsync(first);
        await Following.ShouldBeEqualAsync(fanout, "t", "u");
        await fanout.Source.ExecuteAsync($"begin; update t set note = 'second' where id <= 10; prepare transaction '{name}'");
        await fanout.Source.ExecuteAsync("insert into u values (1001, 1)");
        await fanout.CaughtUpAsync(first);
        await first.StopAsync();
        await fanout.Source.ExecuteAsync($"commit prepared '{name}'");
        await fanout.CaughtUpAsync(fanout.Start());
        await Following.ShouldBeEqualAsync(fanout, "t", "u");
    }

    [Test, Row("Subtransactions rolled back")]
    public Task Subtransactions_rolled_back_leave_nothing_of_rows_truncates_or_columns() =>
        Following.ShouldEndEqualAsync(
            Tables,
            """
            begin; insert into t values (1000, 'kept'); savepoint a; update t set note = 'lost'; savepoint b; delete from t; rollback to a; update t set note = 'kept' where id = 5; release a; insert into u values (1, 1); commit
            begin; savepoint a; truncate t, u; insert into t values (1, 'lost'); rollback to a; delete from t where id = 6; commit
            begin; savepoint a; alter table u add column lost int; insert into u values (2, 2, 2); rollback to a; insert into u values (3, 3); commit
            begin; savepoint a; alter table t rename column note to lost; update t set lost = 'lost'; rollback to a; update t set note = 'named as before' where id = 7; commit
            do $$ begin for i in 2001..2200 loop begin insert into t values (i, 'kept'); if i % 3 = 0 then raise exception 'undo'; end if; exception when others then null; end; end loop; end $$
            begin; savepoint a; insert into t select n, 'lost' from generate_series(3000, 3500) n; rollback to a; savepoint a; insert into t select n, 'kept' from generate_series(3000, 3400) n; release a; commit
            """,
            ["t", "u"]);

    [Test, Row("Slow target"), Row("One slow target of many")]
    public async Task One_slow_target_of_many_holds_back_no_other_and_keeps_its_own_slot_until_it_is_there()
    {
        await using var fanout = await Fanout.CreateAsync(Tables, targets: 2);
        RunningSink[] sinks = [fanout.Start(0), fanout.Start(1)];
        await fanout.CaughtUpAsync(sinks[0], 0);
        await fanout.CaughtUpAsync(sinks[1], 1);
        await using (var busy = await fanout.Targets[0].OpenAsync())
        {
            await using (var locking = new Npgsql.NpgsqlCommand("begin; lock table t in access exclusive mode", busy))
                await locking.ExecuteNonQueryAsync();
            await fanout.Source.ExecuteAsync("do $$ begin for i in 1..200 loop update t set note = repeat('x', 2000) where id = i; commit; end loop; end $$");
            var position = await fanout.PositionAsync();
            await fanout.CaughtUpAsync(sinks[1], 1, position);
            await fanout.ShouldBeEqualAsync("t", 1);
            (await fanout.Target.ScalarAsync<bool>($"select end_lsn < '{position}' from bifrost.progress")).ShouldBeTrue();
            (await fanout.Source.ScalarAsync<long>($"select count(*) from pg_replication_slots where database = '{fanout.Source.Name}' and confirmed_flush_lsn < '{position}'")).ShouldBeGreaterThanOrEqualTo(1);
            sinks[0].Status.Phase.ShouldBe(StreamPhase.Streaming);
        }

        await fanout.CaughtUpAsync(sinks[0], 0);
        await fanout.ShouldBeEqualAsync("t", 0);
    }

    [Test, Row("Wide rows")]
    public async Task Wide_rows_arrive_by_columns_and_by_size()
    {
        var columns = string.Join(", ", Enumerable.Range(1, 1000).Select(static n => $"c{n} int"));
        await using var fanout = await Fanout.CreateAsync($"create table wide (id int primary key, {columns}); create table heavy (id int primary key, a text, b text); insert into wide (id, c1, c1000) select n, n, n from generate_series(1, 50) n; insert into heavy values (1, repeat('x', 40000000), 'b')");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.CaughtUpAsync(sink, position: await fanout.WriteInOneBatchAsync(sink,
            """
            insert into wide (id, c1, c1000) select n, n, n from generate_series(51, 400) n
            update wide set c500 = id where id <= 300
            begin; insert into heavy values (2, repeat('y', 30000000), repeat('z', 30000000)); update heavy set b = 'changed' where id = 1; commit
            update heavy set b = null
            """));
        await Following.ShouldBeEqualAsync(fanout, "wide", "select id, md5(a), length(a), md5(b) from heavy order by id");
    }
}
