using System.Text.Json.Nodes;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Worker;

/// <summary>What is not there: a table, and a database for a while.</summary>
public sealed class AwayTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("bifrost-worker-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    private static Task<JsonNode> TaskAsync(RunningWorker worker, string connector, Func<JsonNode, bool> wanted) =>
        worker.WaitAsync($"/connectors/{connector}/status", status => wanted(status["tasks"]![0]!));

    [Test]
    public async Task A_name_that_no_table_bears_fails_the_source_and_is_told_with_its_key()
    {
        await using var thor = await (await TestServer.Shared).CreateDatabaseAsync("thor");
        await thor.ExecuteAsync("create table orders (id int primary key)");
        await using var worker = await RunningWorker.StartAsync(_folder);
        await worker.CreateAsync("thor-source", RunningWorker.Source(thor, "public.orders,public.ordres,public.later_.*"));
        var failed = await TaskAsync(worker, "thor-source", static task => task["state"]!.GetValue<string>() == "FAILED");
        var trace = failed["tasks"]![0]!["trace"]!.GetValue<string>();
        trace.ShouldContain("- table.include.list names 'public.ordres', and the database has no such table. Create it, or correct the entry");
        trace.ShouldNotContain("later_");
        (await thor.ScalarAsync<long>($"select count(*) from pg_publication where pubname = '{thor.Name}'")).ShouldBe(0);
    }

    [Test]
    public async Task Databases_that_are_away_are_waited_for_and_a_sink_deleted_meanwhile_leaves_nothing_behind()
    {
        await using var server = await TestServer.StartAsync("away");
        await using var thor = await server.CreateDatabaseAsync("thor");
        await using var mjolnir = await server.CreateDatabaseAsync("mjolnir");
        await using var storm = await server.CreateDatabaseAsync("storm");
        await thor.ExecuteAsync("create table orders (id int primary key); insert into orders values (1)");
        await using (var worker = await RunningWorker.StartAsync(_folder))
        {
            await worker.CreateAsync("thor-source", With(RunningWorker.Source(thor, "public.orders"), "database.password", server.SuperuserPassword));
            await worker.CreateAsync("mjolnir-sink", With(RunningWorker.Sink(mjolnir, "thor.public.orders"), "connection.password", server.SuperuserPassword));
            await worker.CreateAsync("storm-sink", With(RunningWorker.Sink(storm, "thor.public.orders"), "connection.password", server.SuperuserPassword));
            await mjolnir.WaitUntilAsync("exists (select from pg_class where relname = 'progress')");
            await mjolnir.WaitUntilAsync("exists (select from bifrost.progress where snapshot_completed)");
            await storm.WaitUntilAsync("exists (select from pg_class where relname = 'progress')");
            await storm.WaitUntilAsync("exists (select from bifrost.progress where snapshot_completed)");
        }

        await server.Server.StopAsync("fast", default);
        await using (var worker = await RunningWorker.StartAsync(_folder))
        {
            var source = await TaskAsync(worker, "thor-source", static task => task["trace"] is not null);
            source["tasks"]![0]!["state"]!.GetValue<string>().ShouldBe("RUNNING");
            source["tasks"]![0]!["trace"]!.GetValue<string>().ShouldStartWith("Retrying since ");
            (await worker.SendAsync("DELETE", "/connectors/storm-sink")).ShouldBe(204);
            (await worker.GetAsync("/bifrost/cleanups")).ToJsonString().ShouldBe("""[{"sink":"storm-sink","source":"thor-source"}]""");
            await server.Server.StartAsync(default);
            await thor.ExecuteAsync("insert into orders values (2)");
            await mjolnir.WaitUntilAsync("exists (select from orders where id = 2)");
            await worker.WaitAsync("/bifrost/cleanups", static left => left.AsArray().Count == 0);
            await thor.WaitUntilAsync("(select count(*) from pg_replication_slots) = 1");
            await worker.WaitAsync("/bifrost/streams", static streams => streams.AsArray().All(static stream => stream!["lag_bytes"] is not null));
            await worker.CreateAsync("none", With(RunningWorker.Sink(storm, "thor.nothing"), "connection.password", server.SuperuserPassword));
            (await worker.SendAsync("DELETE", "/connectors/mjolnir-sink")).ShouldBe(204);
            await thor.WaitUntilAsync("(select count(*) from pg_replication_slots) = 0");
        }
    }

    private static Dictionary<string, string> With(Dictionary<string, string> config, string key, string value)
    {
        config[key] = value;
        return config;
    }
}
