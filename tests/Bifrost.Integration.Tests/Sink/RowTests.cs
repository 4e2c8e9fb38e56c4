using Bifrost.Integration.Tests.Engine;
using Bifrost.Integration.Tests.HardCases;
using Bifrost.Replication.Routing;

namespace Bifrost.Integration.Tests.Sink;

public sealed class RowTests
{
    [Test, Row("Unchanged TOAST"), Row("Primary-key update")]
    public async Task An_unchanged_large_value_stays_as_it_is_also_when_the_key_changes()
    {
        await using var fanout = await Fanout.CreateAsync(
            "create table t (id int primary key, note text, big text); alter table t alter column big set storage external; "
            + "insert into t select n, 'a', repeat(md5(n::text), 500) from generate_series(1, 50) n");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("update t set note = 'b'; update t set id = 1000 where id = 1; update t set big = null where id = 2; update t set note = null where id = 3");
        await fanout.CaughtUpAsync(sink);
        await fanout.ShouldBeEqualAsync("t", columns: "id, note, md5(big)");
    }

    [Test, Row("No primary key, RI default"), Row("REPLICA IDENTITY FULL")]
    public async Task A_table_without_a_key_takes_inserts_and_with_a_full_identity_one_row_for_each_change()
    {
        await using var fanout = await Fanout.CreateAsync(
            "create table plain (n int); create table whole (n int, j json, note text); alter table whole replica identity full; "
            + "insert into whole select 1, '{\"a\": 1}', null from generate_series(1, 4)");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync(
            "insert into plain values (1), (1), (null); delete from whole where ctid = (select ctid from whole limit 1); update whole set note = 'one' where ctid = (select ctid from whole limit 1)");
        await fanout.CaughtUpAsync(sink);
        await fanout.ShouldBeEqualAsync("plain");
        await fanout.ShouldBeEqualAsync("whole");
        (await fanout.Target.ScalarAsync<long>("select count(*) from whole where note is null")).ShouldBe(2);
    }

    [Test]
    public async Task What_the_route_leaves_out_stays_left_out_however_much_of_it_comes([Values] bool deletes)
    {
        await using var fanout = await Fanout.CreateAsync("create table t (id int primary key, note text); insert into t select n, 'a' from generate_series(1, 2000) n");
        var sink = fanout.Start(router: new AlteredRouter(route => deletes ? route with { Deletes = DeleteMode.Ignore } : route with { Skipped = SkippedOperations.Update }));
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync(deletes ? "delete from t" : "update t set note = 'b'");
        await fanout.CaughtUpAsync(sink);
        (await fanout.Target.ScalarAsync<long>("select count(*) from t where note = 'a'")).ShouldBe(2000);
    }

    [Test]
    public async Task A_run_longer_than_one_merge_is_written_in_several_and_is_one_transaction_still()
    {
        await using var fanout = await Fanout.CreateAsync("create table t (id int primary key, note text); insert into t select n, 'a' from generate_series(1, 36000) n");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("begin; update t set note = 'b'; update t set note = 'c' where id > 10000; insert into t select n, 'd' from generate_series(36001, 36500) n; commit");
        await fanout.CaughtUpAsync(sink);
        await Following.ShouldBeEqualAsync(fanout, "t");
        (await fanout.Target.ScalarAsync<long>("select count(distinct xmin::text) from t")).ShouldBe(1);
        await fanout.Target.ExecuteAsync("delete from t where id = 35999");
        await fanout.Source.ExecuteAsync("update t set note = 'e'");
        await fanout.CaughtUpAsync(sink);
        await Following.ShouldBeEqualAsync(fanout, "t");
        await fanout.Target.ExecuteAsync("delete from t where id in (10, 34000)");
        await fanout.Source.ExecuteAsync("delete from t where id <= 35000");
        await fanout.CaughtUpAsync(sink);
        await Following.ShouldBeEqualAsync(fanout, "t");
    }

    [Test, Row("Values byte for byte")]
    public async Task Values_arrive_as_they_left_in_the_snapshot_and_in_the_stream()
    {
        const string types =
            """
            create domain small as int check (value < 1000); create domain smaller as small;
            """;
        const string table =
            """
            create table v (id int primary key, n numeric, n2 numeric(12, 3), f float8, r real, d date, ts timestamp, tz timestamptz, t time, ttz timetz, i interval,
              a int[], ta text[], dom smaller, rng tstzrange, mr int4multirange, b bytea, j jsonb, js json, vb varbit, bt bit(3), u uuid, net inet, c char(5), vc varchar(10), x xml, p point, txt text, bo bool, ch "char", lsn pg_lsn)
            """;
        await using var fanout = await Fanout.CreateAsync(types + table + "; " + Rows(0));
        await fanout.Target.ExecuteAsync(types);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.ShouldBeEqualAsync("v");
        await fanout.Source.ExecuteAsync(Rows(100) + "; update v set n2 = n2 + 1, txt = txt || E'\\n'");
        await fanout.CaughtUpAsync(sink);
        await fanout.ShouldBeEqualAsync("v");
        (await fanout.Target.ScalarAsync<long>("select count(*) from v")).ShouldBe(26);
    }

    /// <summary>Eight go as arrays.</summary>
    [Test]
    public async Task A_row_to_update_that_the_target_has_lost_comes_back_whole([Values(1, 8)] int rows)
    {
        await using var fanout = await Fanout.CreateAsync("create table t (id int primary key, note text); insert into t select n, 'a' from generate_series(1, 20) n");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Target.ExecuteAsync("delete from t where id = 1");
        await fanout.Source.ExecuteAsync($"update t set note = 'b' where id <= {rows}");
        await fanout.CaughtUpAsync(sink);
        await fanout.ShouldBeEqualAsync("t");
    }

    [TestCase("create rule see as on update to t do also insert into seen values (new.id, new.note)")]
    [TestCase("create rule see as on update to t where new.id = 0 do instead nothing; insert into seen values (1, 'b')")]
    public async Task A_table_of_the_target_with_a_rule_takes_small_transactions(string rule)
    {
        await using var fanout = await Fanout.CreateAsync("create table t (id int primary key, note text); insert into t values (1, 'a'), (2, 'a')");
        await fanout.Target.ExecuteAsync($"create table t (id int primary key, note text); create table seen (id int, note text); {rule}");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("update t set note = 'b' where id = 1");
        await fanout.CaughtUpAsync(sink);
        await fanout.ShouldBeEqualAsync("t");
        (await fanout.Target.ScalarAsync<string>("select string_agg(id || note, ',') from seen")).ShouldBe("1b");
    }

    /// <summary>Thirteen rows: enough of them alike for an array statement, which must not cut, round or lose anything either.</summary>
    private static string Rows(int offset) =>
        $$"""
        insert into v select {{offset}} + n, 'NaN', 1.5, 'NaN', '-Infinity', 'infinity', '-infinity', '0044-03-15 12:00:00+00 BC', '24:00:00', '23:59:59.999999-12', '-1 year +2 mons -3 days +04:05:06.000001',
          '[0:2]={1,NULL,3}', array['a,b', null, '"', '\', ''], 999, '[2020-01-01 00:00:00+00,infinity)', '{[1,3),[7,9)}', '\x00ff5c', jsonb_build_object('k', repeat('x', 100)), '{"b":1,  "a": 2}', '10101', '101',
          '00000000-0000-0000-0000-000000000001', '10.0.0.0/8', 'ab', 'abc', '<a>1</a>', '(1.5,-2)', E'tab\t nl\n bs\\ \x01 \x1f ç 💥', true, 'x', '16/B374D848' from generate_series(1, 10) n;
        insert into v (id, n, f, d, ts, i, ta, txt, j) values ({{offset}} + 11, 'Infinity', 1e-300, '5874897-12-31', '294276-12-31 23:59:59.999999', '178000000 years', '{}', '', jsonb_build_object('big', repeat('y', 1048576)));
        insert into v (id, n, f, ta, txt) values ({{offset}} + 12, 0.1000000000000000000000000000000000000001, 0.1::float8 + 0.2::float8, '{NULL}', 'NULL'), ({{offset}} + 13, '-Infinity', '-0', '[-2:-1]={a,b}', '\N')
        """;
}
