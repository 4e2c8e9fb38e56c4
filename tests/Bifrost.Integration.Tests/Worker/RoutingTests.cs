using Bifrost.Integration.Tests.HardCases;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Worker;

/// <summary>What topics, transforms and modes make of rows, in real databases.</summary>
public sealed class RoutingTests
{
    private const string Orders = "create table orders (id int primary key, name text); insert into orders values (1, 'a'), (2, 'b')";
    private const string Unwrap = "io.debezium.transforms.ExtractNewRecordState";

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("bifrost-worker-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Sinks_of_one_source_take_the_topics_that_each_lists_and_no_other()
    {
        await using var thor = await DatabaseAsync("thor", Orders + "; create table lines (id int primary key); insert into lines values (1)");
        await using var mjolnir = await DatabaseAsync("mjolnir");
        await using var storm = await DatabaseAsync("storm");
        await using var worker = await RunningWorker.StartAsync(_folder);
        await worker.CreateAsync("thor-source", RunningWorker.Source(thor, "public.orders,public.lines"));
        await worker.CreateAsync("mjolnir-sink", RunningWorker.Sink(mjolnir, "thor.public.orders, thor.public.lines"));
        await worker.CreateAsync("storm-sink", RunningWorker.Sink(storm, "thor.public.lines"));
        await UntilAsync(mjolnir, "lines", "exists (select from lines)");
        await UntilAsync(storm, "lines", "exists (select from lines)");
        await thor.ExecuteAsync("begin; insert into orders values (3, 'c'); insert into lines values (2); commit");
        await UntilAsync(mjolnir, "orders", "(select count(*) from orders) = 3");
        await storm.WaitUntilAsync("(select count(*) from lines) = 2");
        (await storm.RowsAsync("select relname from pg_class where relname = 'orders'")).ShouldBeEmpty();
    }

    [Test, Row("Tables added")]
    public async Task A_table_that_is_added_to_the_sources_list_comes_with_the_rows_that_it_has()
    {
        await using var thor = await DatabaseAsync("thor", Orders + "; create table lines (id int primary key, note text); insert into lines select n, 'before' from generate_series(1, 100) n");
        await using var mjolnir = await DatabaseAsync("mjolnir");
        await using var worker = await RunningWorker.StartAsync(_folder);
        await worker.CreateAsync("thor-source", RunningWorker.Source(thor, "public.orders"));
        var sink = With(RunningWorker.Sink(mjolnir, ""), ("topics.regex", @"thor\.public\..*"));
        sink.Remove("topics");
        await worker.CreateAsync("mjolnir-sink", sink);
        await UntilAsync(mjolnir, "orders", "exists (select from orders)");
        (await mjolnir.RowsAsync("select relname from pg_class where relname = 'lines'")).ShouldBeEmpty();
        await worker.UpdateAsync("thor-source", RunningWorker.Source(thor, "public.orders,public.lines"));
        await UntilAsync(mjolnir, "lines", "(select count(*) from lines) = 100");
        await thor.ExecuteAsync("update lines set note = 'after' where id = 1; insert into orders values (3, 'c')");
        await mjolnir.WaitUntilAsync("(select note from lines where id = 1) = 'after'");
        (await mjolnir.ScalarAsync<long>("select count(*) from orders")).ShouldBe(3);
    }

    [Test]
    public async Task An_expression_for_topics_reads_two_sources()
    {
        await using var thor = await DatabaseAsync("thor", Orders);
        await using var loki = await DatabaseAsync("loki", Orders);
        await using var mjolnir = await DatabaseAsync("mjolnir");
        await using var worker = await RunningWorker.StartAsync(_folder);
        await worker.CreateAsync("thor-source", RunningWorker.Source(thor, "public.orders"));
        await worker.CreateAsync("loki-source", With(RunningWorker.Source(loki, "public.orders"), ("topic.prefix", "loki")));
        var sink = With(RunningWorker.Sink(mjolnir, ""), ("topics.regex", @"(thor|loki)\.public\..*"), ("collection.name.format", "${source.name}_${source.table}"));
        sink.Remove("topics");
        await worker.CreateAsync("mjolnir-sink", sink);
        await UntilAsync(mjolnir, "thor_orders", "(select count(*) from thor_orders) = 2");
        await UntilAsync(mjolnir, "loki_orders", "(select count(*) from loki_orders) = 2");
        await loki.ExecuteAsync("delete from orders where id = 1");
        await mjolnir.WaitUntilAsync("(select count(*) from loki_orders) = 1");
        (await mjolnir.ScalarAsync<long>("select count(*) from thor_orders")).ShouldBe(2);
        (await mjolnir.ScalarAsync<long>("select count(*) from bifrost.progress")).ShouldBe(2);
    }

    [Test]
    public async Task Topics_are_renamed_at_the_source_and_again_at_the_sink()
    {
        await using var thor = await DatabaseAsync("thor", Orders);
        await using var mjolnir = await DatabaseAsync("mjolnir");
        await using var worker = await RunningWorker.StartAsync(_folder);
        await worker.CreateAsync("thor-source", With(RunningWorker.Source(thor, "public.orders"), Router(@"thor\.public\.(.*)", "stage.$1")));
        await worker.CreateAsync("mjolnir-sink", With(RunningWorker.Sink(mjolnir, "stage.orders"), [.. Router(@"stage\.(.*)", "$1_copy"), ("collection.name.format", "${topic}")]));
        await UntilAsync(mjolnir, "orders_copy", "(select count(*) from orders_copy) = 2");
        (await worker.GetAsync("/connectors/thor-source/topics"))["thor-source"]!["topics"]!.ToJsonString().ShouldBe("[\"stage.orders\"]");
    }

    [Test]
    public async Task Unwrapped_rows_carry_facts_masks_and_constants_and_a_deleted_one_is_kept_and_marked()
    {
        await using var thor = await DatabaseAsync("thor", Orders);
        await using var mjolnir = await DatabaseAsync("mjolnir");
        await using var worker = await RunningWorker.StartAsync(_folder);
        await worker.CreateAsync("thor-source", RunningWorker.Source(thor, "public.orders"));
        await worker.CreateAsync("mjolnir-sink", With(RunningWorker.Sink(mjolnir, "thor.public.orders"),
            ("collection.name.format", "orders"), ("delete.enabled", "false"), ("transforms", "unwrap,mask,stamp"),
            ("transforms.unwrap.type", Unwrap), ("transforms.unwrap.delete.tombstone.handling.mode", "rewrite"), ("transforms.unwrap.add.fields", "op,source.table"),
            ("transforms.mask.type", "org.apache.kafka.connect.transforms.MaskField$Value"), ("transforms.mask.fields", "name"), ("transforms.mask.replacement", "***"),
            ("transforms.stamp.type", "org.apache.kafka.connect.transforms.InsertField$Value"), ("transforms.stamp.static.field", "origin"), ("transforms.stamp.static.value", "asgard")));
        await UntilAsync(mjolnir, "orders", "(select count(*) from orders) = 2");
        await thor.ExecuteAsync("insert into orders values (3, null); update orders set name = 'x' where id = 1; delete from orders where id = 2");
        await mjolnir.WaitUntilAsync("exists (select from orders where __deleted = 'true')");
        (await mjolnir.RowsAsync("select id, coalesce(name, 'null'), __op, __source_table, __deleted, origin from orders order by id")).ShouldBe(
        [
            "(1,***,u,orders,false,asgard)",
            "(2,***,d,orders,true,asgard)",
            "(3,null,c,orders,false,asgard)",
        ]);
    }

    [Test]
    public async Task A_sink_that_updates_makes_no_row_and_one_that_inserts_removes_none()
    {
        await using var thor = await DatabaseAsync("thor", Orders);
        await using var mjolnir = await DatabaseAsync("mjolnir", "create table orders (id int primary key, name text); insert into orders values (1, 'old')");
        await using var storm = await DatabaseAsync("storm");
        await using var worker = await RunningWorker.StartAsync(_folder);
        await worker.CreateAsync("thor-source", RunningWorker.Source(thor, "public.orders"));
        await worker.CreateAsync("mjolnir-sink", With(RunningWorker.Sink(mjolnir, "thor.public.orders"), ("insert.mode", "update"), ("delete.enabled", "false"), ("schema.evolution", "none")));
        await worker.CreateAsync("storm-sink", With(RunningWorker.Sink(storm, "thor.public.orders"), ("insert.mode", "insert"), ("delete.enabled", "false")));
        await mjolnir.WaitUntilAsync("(select name from orders where id = 1) = 'a'");
        await UntilAsync(storm, "orders", "(select count(*) from orders) = 2");
        await thor.ExecuteAsync("delete from orders where id = 2; insert into orders values (3, 'c'); insert into orders values (4, 'd')");
        await storm.WaitUntilAsync("exists (select from orders where id = 4)");
        (await storm.RowsAsync("select id from orders order by id")).ShouldBe(["(1)", "(2)", "(3)", "(4)"]);
        await thor.ExecuteAsync("update orders set name = 'last' where id = 1");
        await mjolnir.WaitUntilAsync("(select name from orders where id = 1) = 'last'");
        (await mjolnir.RowsAsync("select id from orders")).ShouldBe(["(1)"]);
    }

    private static async Task<ScratchDatabase> DatabaseAsync(string suffix, string? script = null)
    {
        var database = await (await TestServer.Shared).CreateDatabaseAsync(suffix);
        if (script is not null)
            await database.ExecuteAsync(script);
        return database;
    }

    private static async Task UntilAsync(ScratchDatabase database, string table, string condition)
    {
        await database.WaitUntilAsync($"exists (select from pg_class where relname = '{table}')");
        await database.WaitUntilAsync(condition);
    }

    private static (string, string)[] Router(string regex, string replacement) =>
        [("transforms", "route"), ("transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter"), ("transforms.route.regex", regex), ("transforms.route.replacement", replacement)];

    private static Dictionary<string, string> With(Dictionary<string, string> config, params (string Key, string Value)[] entries)
    {
        foreach (var (key, value) in entries)
            config[key] = value;
        return config;
    }
}
