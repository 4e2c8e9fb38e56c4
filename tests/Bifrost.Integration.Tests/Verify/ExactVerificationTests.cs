using Bifrost.Postgres.Verify;
using Bifrost.Replication.Failures;
using Bifrost.Testing;
using Npgsql;

namespace Bifrost.Integration.Tests.Verify;

public sealed class ExactVerificationTests
{
    private const string Table = "create table t (id int primary key, note text, n int)";

    [Test]
    public async Task Rows_that_were_altered_lost_and_added_are_named_by_their_keys()
    {
        await using var pair = await ReplicatedPair.CreateAsync(Table + "; insert into t select n, 'note ' || n, n from generate_series(1, 5000) n");
        await pair.RunAsync();
        (await pair.VerifyAsync()).IsEqual.ShouldBeTrue();
        await pair.Target.ExecuteAsync("update t set note = 'other', n = null where id = 17; delete from t where id = 4711; insert into t values (5001, 'x', 1)");
        var report = await pair.VerifyAsync();
        ReplicatedPair.Print(report).ShouldBe(["t: Different id=17 note,n", "t: Missing id=4711", "t: Extra id=5001"]);
        report.Mode.ShouldBe(VerifyMode.Exact);
        report.Position.ShouldBeGreaterThanOrEqualTo(report.Source);
        (report.Tables.Single().SourceRows, report.Tables.Single().TargetRows).ShouldBe((5000, 5000));
    }

    [Test]
    public async Task Both_sides_are_equal_at_one_commit_while_writers_change_keys_gaps_and_everything_else()
    {
        await using var pair = await ReplicatedPair.CreateAsync(
            "create table t (id int primary key, note text, n int); alter table t alter note set storage external; create table k (v text, n int); alter table k replica identity full;"
            + "insert into t select n, repeat('x', 3000), n from generate_series(1, 300) n; insert into k select 'same', n % 3 from generate_series(1, 30) n");
        await pair.RunAsync();
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 2).Select(w => WriteAsync(pair.Source, w, stop.Token)).ToList();
        var windows = 0;
        for (var run = 0; run < 8; run++)
        {
            var report = await pair.VerifyAsync();
            ReplicatedPair.Print(report).ShouldBeEmpty();
            windows += report.Position > report.Source ? 1 : 0;
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        windows.ShouldBeGreaterThan(0, "no run had changes between the two points, and replay was not tried");
    }

    [Test]
    public async Task A_difference_in_a_row_that_changes_all_the_time_is_found_as_well()
    {
        await using var pair = await ReplicatedPair.CreateAsync(Table + "; insert into t select n, 'a', n from generate_series(1, 50) n");
        await pair.RunAsync();
        await pair.Target.ExecuteAsync("update t set note = 'wrong'");
        using var stop = new CancellationTokenSource();
        var writer = EachAsync(pair.Source, "update t set n = n + 1", stop.Token);
        // The stream's updates carry every column, so that the sink mends each row; a trigger keeps it wrong.
        await pair.Target.ExecuteAsync("create function wrong() returns trigger language plpgsql as $$ begin new.note := 'wrong'; return new; end $$; create trigger w before insert or update on t for each row execute function wrong(); alter table t enable always trigger w; update t set note = 'wrong'");
        var report = await pair.VerifyAsync();
        await stop.CancelAsync();
        await writer;
        report.Tables.Single().Differences.Select(static d => (d.Kind, string.Join(",", d.Columns))).Distinct().ShouldBe([(RowDifferenceKind.Different, "note")]);
        report.Tables.Single().Differences.Count.ShouldBe(50);
    }

    [Test]
    public async Task Rows_of_a_table_without_a_key_are_counted()
    {
        await using var pair = await ReplicatedPair.CreateAsync("create table k (v text); alter table k replica identity full; insert into k select 'same' from generate_series(1, 3); insert into k values ('once'), (null)");
        await pair.RunAsync();
        (await pair.VerifyAsync()).IsEqual.ShouldBeTrue();
        await pair.Target.ExecuteAsync("insert into k values ('same')");
        var difference = (await pair.VerifyAsync()).Tables.Single().Differences.ShouldHaveSingleItem();
        (difference.Kind, difference.Key.StartsWith("row with md5 ", StringComparison.Ordinal)).ShouldBe((RowDifferenceKind.Extra, true));
    }

    [Test]
    public async Task Values_are_compared_as_their_types_print_them_and_as_the_target_holds_them()
    {
        await using var pair = await ReplicatedPair.CreateAsync(
            "create table v (id int primary key, b bool, c char(5), f float8, n numeric(10,2), i interval, j json, a int[], at timestamptz, g int generated always as (id * 2) stored, e text);"
            + "insert into v values (1, true, 'ab', 0.1, 1.5, '-1 day +02:03', '{\"a\": 1}', '{1,null}', 'infinity', default, ''), (2, null, null, 'NaN', null, null, null, null, null, default, null)");
        await pair.Target.ExecuteAsync("create table v (id bigint primary key, b bool, c char(5), f float8, n numeric(12,4), i interval, j json, a int[], at timestamptz, g int generated always as (id * 2) stored, e text)");
        await pair.RunAsync();
        await pair.Source.ExecuteAsync("update v set b = false where id = 1");
        ReplicatedPair.Print(await pair.VerifyAsync()).ShouldBeEmpty();
        await pair.Target.ExecuteAsync("update v set e = '' where id = 2");
        ReplicatedPair.Print(await pair.VerifyAsync()).ShouldBe(["v: Different id=2 e"]);
    }

    [Test]
    public async Task A_table_that_the_target_lacks_is_said_to_be_missing()
    {
        await using var pair = await ReplicatedPair.CreateAsync(Table + "; insert into t values (1, 'a', 1)");
        await pair.RunAsync();
        await pair.StopAsync();
        await pair.Target.ExecuteAsync("drop table t");
        pair.Options = new VerifyOptions { Patience = TimeSpan.FromSeconds(1) };
        // The sink is stopped: the target's position stays where it is, and cannot reach the point of a new comparison.
        var refused = await Should.ThrowAsync<ReplicationException>(pair.VerifyAsync());
        (refused.Kind, refused.Message.Contains("Is the sink running?", StringComparison.Ordinal)).ShouldBe((FailureKind.Unavailable, true), refused.Message);
        pair.Options = new VerifyOptions { Mode = VerifyMode.Live, LiveStandstill = TimeSpan.Zero };
        ReplicatedPair.Print(await pair.VerifyAsync()).ShouldBe(["t: the table does not exist on the target"]);
    }

    [Test]
    public async Task No_slot_is_left_behind()
    {
        await using var pair = await ReplicatedPair.CreateAsync(Table);
        await pair.RunAsync();
        await pair.VerifyAsync();
        await pair.Source.WaitUntilAsync("(select count(*) = 1 from pg_replication_slots where database = current_database())");
    }

    private static async Task WriteAsync(ScratchDatabase source, int writer, CancellationToken stop)
    {
        var random = new Random(writer);
        await using var connection = await source.OpenAsync();
        for (var step = 0; !stop.IsCancellationRequested; step++)
        {
            var id = (random.Next(150) * 2) + writer;
            var sql = random.Next(7) switch
            {
                0 => $"insert into t values ({id}, repeat('y', 3000), {step}) on conflict (id) do update set n = excluded.n",
                1 => $"delete from t where id = {id}",
                2 => $"begin; update t set id = id + 100000 where id = {id} and not exists (select from t where id = {id + 100000}); update t set n = {step} where id = {id + 100000}; commit",
                3 => $"update t set id = id - 100000 where id = {id + 100000} and not exists (select from t where id = {id})",
                4 => $"insert into k values ('same', {random.Next(3)})",
                5 => "delete from k where ctid = (select ctid from k order by random() limit 1 for update skip locked)",
                _ => $"update t set n = {step} where id = {id}",
            };
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private static async Task EachAsync(ScratchDatabase source, string sql, CancellationToken stop)
    {
        await using var connection = await source.OpenAsync();
        while (!stop.IsCancellationRequested)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
