using Bifrost.Replication.Engine;
using Bifrost.Replication.Routing;
using Bifrost.Replication;

namespace Bifrost.Integration.Tests.Engine;

public sealed class RandomHistoryTests
{
    private const int Rounds = 15;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task A_replica_equals_its_source_after_every_batch_of_a_random_history(int seed)
    {
        await using var fanout = await Fanout.CreateAsync(RandomHistory.Tables);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        // The target has what the source has beside the keys: it refuses what comes in another order.
        await fanout.Target.ExecuteAsync("alter table keyed add unique (u); alter table whole alter column big set storage external");
        var history = new RandomHistory(new Random(seed));
        for (var round = 0; round < Rounds; round++)
        {
            var script = history.Next();
            var position = await fanout.WriteInOneBatchAsync(sink, script);
            await fanout.CaughtUpAsync(sink, position: position);
            foreach (var table in RandomHistory.Compared)
                (await RowsAsync(fanout.Target, table)).ShouldBe(await RowsAsync(fanout.Source, table), $"seed {seed}, round {round}, table {table}: {script}");
        }

        sink.Status.RetryingSince.ShouldBeNull();
    }

    [Test]
    public async Task Keys_that_move_up_one_after_the_other_in_one_transaction_arrive_with_insert_mode_update()
    {
        await using var fanout = await Fanout.CreateAsync("create table t (id int primary key, note text); insert into t select n, n::text from generate_series(1, 20) n");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await sink.StopAsync();
        var updating = fanout.Start(router: new AlteredRouter(static route => route with { InsertMode = InsertMode.Update }));
        await fanout.Source.ExecuteAsync("do $$ begin for i in 0..9 loop update t set id = 100 + i + 1 where id = case i when 0 then 1 else 100 + i end; end loop; end $$");
        await fanout.CaughtUpAsync(updating);
        await fanout.ShouldBeEqualAsync("t");
    }

    private static Task<IReadOnlyList<string>> RowsAsync(Testing.ScratchDatabase database, string table) => database.RowsAsync($"select * from {table} t order by t::text collate \"C\"");
}
