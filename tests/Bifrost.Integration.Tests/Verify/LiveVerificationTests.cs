using Bifrost.Postgres.Verify;

namespace Bifrost.Integration.Tests.Verify;

public sealed class LiveVerificationTests
{
    private const string Table = "create table t (id int primary key, note text, n int)";

    [Test]
    public async Task A_target_without_a_position_is_compared_live_and_what_stays_different_is_named()
    {
        await using var pair = await PairAsync();
        await pair.Target.ExecuteAsync($"{Table}; insert into t select n, 'a', n from generate_series(1, 100) n; update t set n = 0 where id = 7; delete from t where id = 8");
        var report = await pair.VerifyAsync();
        report.Mode.ShouldBe(VerifyMode.Live);
        ReplicatedPair.Print(report).ShouldBe(["t: Different id=7 n", "t: Missing id=8"]);
    }

    [Test]
    public async Task A_row_that_arrives_while_the_rounds_go_on_is_equal()
    {
        await using var pair = await PairAsync();
        pair.Options = pair.Options with { LiveStandstill = TimeSpan.FromMinutes(1) };
        await pair.Target.ExecuteAsync($"{Table}; insert into t select n, 'a', n from generate_series(2, 100) n");
        var late = pair.Target.ExecuteAsync("select pg_sleep(0.3); insert into t values (1, 'a', 1)");
        ReplicatedPair.Print(await pair.VerifyAsync()).ShouldBeEmpty();
        await late;
    }

    [Test]
    public async Task A_table_that_is_made_and_filled_while_it_is_looked_for_is_equal_and_its_rows_are_counted_as_they_are_in_the_end()
    {
        await using var pair = await PairAsync();
        pair.Options = pair.Options with { LiveStandstill = TimeSpan.FromMinutes(1) };
        await pair.Source.ExecuteAsync("insert into t select n, 'a', n from generate_series(101, 12000) n");
        var late = pair.Target.ExecuteAsync($"begin; {Table}; commit; do $$ begin perform pg_sleep(0.3); insert into t select n, 'a', n from generate_series(1, 11990) n; commit; perform pg_sleep(0.3); "
            + "insert into t select n, 'a', n from generate_series(11991, 12000) n; end $$");
        var report = await pair.VerifyAsync();
        await late;
        ReplicatedPair.Print(report).ShouldBeEmpty();
        report.Tables.Select(static table => (table.SourceRows, table.TargetRows)).ShouldBe([(12000L, 12000L)]);
    }

    private static async Task<ReplicatedPair> PairAsync()
    {
        var pair = await ReplicatedPair.CreateAsync($"{Table}; insert into t select n, 'a', n from generate_series(1, 100) n");
        pair.Options = new VerifyOptions { LiveStandstill = TimeSpan.FromMilliseconds(60), LivePause = TimeSpan.FromMilliseconds(20) };
        return pair;
    }
}
