using Bifrost.Integration.Tests.Engine;
using Bifrost.Postgres.Verify;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.HardCases;

[Parallelizable]
public sealed class PartitionTests
{
    private const string Tables =
        """
        create table p (id int, region text, note text, primary key (id, region)) partition by list (region);
        create table p_eu partition of p for values in ('eu'); create table p_us (note text, region text not null, id int not null, extra text, primary key (id, region));
        alter table p_us drop column extra; alter table p attach partition p_us for values in ('us');
        insert into p select n, case n % 2 when 0 then 'eu' else 'us' end, 'a' from generate_series(1, 400) n
        """;

    private const string Changes =
        """
        update p set note = 'b' where id % 3 = 0
        update p set region = 'us' where id between 100 and 150
        begin; update p set id = id + 1000 where id <= 50; delete from p where id = 60; insert into p values (60, 'eu', 'again'); commit
        begin; update p set region = case region when 'eu' then 'us' else 'eu' end, note = 'moved' where id > 300; update p set note = 'after' where id > 390; commit
        """;

    [Test, Row("Partitioned tables")]
    public async Task Partitioned_tables_published_by_their_leaves_are_tables_of_their_own_and_rows_move_between_them()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.CaughtUpAsync(sink, position: await fanout.WriteInOneBatchAsync(sink, Changes));
        string[] leaves = ["select id, region, note from p_eu order by id", "select id, region, note from p_us order by id"];
        await Following.ShouldBeEqualAsync(fanout, leaves);
        await fanout.Source.ExecuteAsync("truncate p_eu; insert into p values (1, 'eu', 'new')");
        await fanout.CaughtUpAsync(sink);
        await Following.ShouldBeEqualAsync(fanout, leaves);
        await fanout.Source.ExecuteAsync("truncate p; insert into p values (2, 'us', 'new')");
        await fanout.CaughtUpAsync(sink);
        await Following.ShouldBeEqualAsync(fanout, leaves);
        (await fanout.Target.ScalarAsync<bool>("select to_regclass('public.p') is null")).ShouldBeTrue();
    }

    /// <summary>The server sends nothing of such a TRUNCATE (pgoutput_truncate passes over leaves that are published as their root), so that no reader of its stream can know of it.</summary>
    [Test, Row("Partitioned tables")]
    public async Task Partitioned_tables_of_which_a_leaf_is_truncated_under_a_root_publication_differ_and_a_comparison_says_so()
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        await fanout.Source.ExecuteAsync("alter publication bifrost_test set (publish_via_partition_root = true)");
        fanout.Settings = fanout.Settings with { PublishViaPartitionRoot = true };
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("truncate p_eu");
        await fanout.Source.ExecuteAsync("insert into p values (2, 'eu', 'new')");
        await fanout.CaughtUpAsync(sink);
        (await fanout.Target.ScalarAsync<long>("select count(*) from p")).ShouldBe(400);
        var report = await new ReplicaVerifier(TimeProvider.System, new VerifyOptions()).VerifyAsync(fanout.Settings, fanout.SinkFor(0), new PlainRouter(), null, default);
        report.IsEqual.ShouldBeFalse();
        (report.Tables.Single().SourceRows, report.Tables.Single().TargetRows).ShouldBe((201, 400));
    }

    [TestCase("create table p (id int, region text, note text, primary key (id, region))")]
    [TestCase("create table p (id int, region text, note text, primary key (id, region)) partition by hash (id); create table p_0 partition of p for values with (modulus 2, remainder 0); create table p_1 partition of p for values with (modulus 2, remainder 1)")]
    [Row("Partitioned tables")]
    public async Task Partitioned_tables_published_by_their_root_are_one_table_whatever_it_is_on_the_target(string onTarget)
    {
        await using var fanout = await Fanout.CreateAsync(Tables);
        await fanout.Source.ExecuteAsync("alter publication bifrost_test set (publish_via_partition_root = true)");
        await fanout.Target.ExecuteAsync(onTarget);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await Following.ShouldBeEqualAsync(fanout, "p");
        await fanout.CaughtUpAsync(sink, position: await fanout.WriteInOneBatchAsync(sink, Changes + "\ncreate table p_as partition of p for values in ('as')\ninsert into p select n, 'as', 'in a new leaf' from generate_series(1, 50) n\ndelete from p_as where id = 7"));
        await Following.ShouldBeEqualAsync(fanout, "p");
        await fanout.Source.ExecuteAsync("truncate p; insert into p values (2, 'us', 'new')");
        await fanout.CaughtUpAsync(sink);
        await Following.ShouldBeEqualAsync(fanout, "p");
    }
}
