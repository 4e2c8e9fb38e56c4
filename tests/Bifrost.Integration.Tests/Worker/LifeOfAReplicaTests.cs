using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Worker;

/// <summary>Connectors submitted over REST, rows in real databases.</summary>
public sealed class LifeOfAReplicaTests
{
    private const string Orders = "create table orders (id int primary key, name text, amount numeric(10,2) default 0)";

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("bifrost-worker-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    private static string Slots(ScratchDatabase source) => $"select count(*) from pg_replication_slots where database = '{source.Name}'";

    [Test]
    public async Task Rows_travel_through_a_restart_and_a_later_target_and_a_deleted_sink_leaves_no_slot()
    {
        var server = await TestServer.Shared;
        await using var thor = await server.CreateDatabaseAsync("thor");
        await using var mjolnir = await server.CreateDatabaseAsync("mjolnir");
        await using var stormbreaker = await server.CreateDatabaseAsync("storm");
        await thor.ExecuteAsync($"{Orders}; insert into orders select i, 'n' || i, i from generate_series(1, 100) i");
        await using (var worker = await RunningWorker.StartAsync(_folder))
        {
            await worker.CreateAsync("mjolnir-sink", RunningWorker.Sink(mjolnir, "thor.public.orders"));
            await worker.CreateAsync("thor-source", RunningWorker.Source(thor, "public.orders"));
            await mjolnir.WaitUntilAsync("exists (select from pg_class where relname = 'orders')");
            await mjolnir.WaitUntilAsync("(select count(*) from orders) = 100");
            await thor.ExecuteAsync("update orders set amount = 7 where id = 1; delete from orders where id = 2; insert into orders values (101, 'new', 1)");
            await mjolnir.WaitUntilAsync("(select sum(case id when 1 then amount when 101 then 1 when 2 then 100 else 0 end) from orders) = 8");
        }

        await thor.ExecuteAsync("insert into orders values (102, 'while away', 1)");
        await using (var worker = await RunningWorker.StartAsync(_folder))
        {
            await mjolnir.WaitUntilAsync("exists (select from orders where id = 102)");
            await worker.CreateAsync("stormbreaker-sink", RunningWorker.Sink(stormbreaker, "thor.public.orders"));
            await stormbreaker.WaitUntilAsync("exists (select from pg_class where relname = 'orders')");
            await stormbreaker.WaitUntilAsync("(select count(*) from orders) = 101");
            (await mjolnir.RowsAsync("select * from orders order by id")).ShouldBe(await thor.RowsAsync("select * from orders order by id"));
            (await thor.ScalarAsync<long>(Slots(thor))).ShouldBe(2);

            (await worker.SendAsync("DELETE", "/connectors/thor-source")).ShouldBe(409);
            (await worker.SendAsync("DELETE", "/connectors/stormbreaker-sink")).ShouldBe(204);
            await thor.WaitUntilAsync($"({Slots(thor)}) = 1");
            (await worker.SendAsync("DELETE", "/connectors/thor-source?force=true")).ShouldBe(204);
            await thor.WaitUntilAsync($"({Slots(thor)}) = 0");
            worker.Log.ShouldNotContain(server.SuperuserPassword);
        }
    }

    [Test]
    public async Task A_stopped_sinks_offsets_are_moved_back_by_a_reset_alone()
    {
        var server = await TestServer.Shared;
        await using var thor = await server.CreateDatabaseAsync("thor");
        await using var mjolnir = await server.CreateDatabaseAsync("mjolnir");
        await thor.ExecuteAsync($"{Orders}; insert into orders values (1, 'a', 1)");
        await using var worker = await RunningWorker.StartAsync(_folder);
        await worker.CreateAsync("thor-source", RunningWorker.Source(thor, "public.orders"));
        await worker.CreateAsync("mjolnir-sink", RunningWorker.Sink(mjolnir, "thor.public.orders"));
        await mjolnir.WaitUntilAsync("exists (select from pg_class where relname = 'orders')");
        await mjolnir.WaitUntilAsync("exists (select from orders where id = 1)");
        await mjolnir.WaitUntilAsync("exists (select from bifrost.progress where snapshot_completed)");
        (await worker.SendAsync("PUT", "/connectors/mjolnir-sink/stop")).ShouldBe(204);
        (await worker.GetAsync("/connectors/mjolnir-sink/offsets"))["offsets"]!.AsArray().ShouldHaveSingleItem()!["partition"]!["kafka_topic"]!.GetValue<string>().ShouldBe("thor.public.orders");
        (await worker.SendAsync("DELETE", "/connectors/mjolnir-sink/offsets")).ShouldBe(200);
        (await worker.GetAsync("/connectors/mjolnir-sink/offsets"))["offsets"]!.AsArray().ShouldBeEmpty();
        (await thor.ScalarAsync<long>(Slots(thor))).ShouldBe(0);
        await mjolnir.ExecuteAsync("truncate orders");
        (await worker.SendAsync("PUT", "/connectors/mjolnir-sink/resume")).ShouldBe(202);
        await mjolnir.WaitUntilAsync("exists (select from orders where id = 1)");
    }

    [Test]
    public async Task A_source_that_does_not_answer_is_a_fault_of_its_host_key()
    {
        var server = await TestServer.Shared;
        await using var thor = await server.CreateDatabaseAsync("thor");
        await using var worker = await RunningWorker.StartAsync(_folder);
        var probe = await Bifrost.Worker.Validation.PostgresProbe.AskAsync(thor.Endpoint with { Password = "wrong" }, CancellationToken.None);
        probe!.ShouldContain("password authentication failed");
        (await Bifrost.Worker.Validation.PostgresProbe.AskAsync(thor.Endpoint, CancellationToken.None)).ShouldBeNull();
    }
}
