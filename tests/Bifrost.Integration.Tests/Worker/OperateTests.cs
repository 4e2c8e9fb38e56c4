using System.Text.Json.Nodes;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Worker;

/// <summary>What an operator sees of a sink: figures, and WAL that comes near its limit.</summary>
public sealed class OperateTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("bifrost-worker-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Figures_are_those_of_what_happened_and_nothing_is_behind_in_the_end()
    {
        // On a server of its own: a target that writes to the source's log, or another test, would always leave something behind.
        await using var server = await TestServer.StartAsync("figures");
        await using var thor = await server.CreateDatabaseAsync("thor");
        await using var mjolnir = await (await TestServer.Shared).CreateDatabaseAsync("mjolnir");
        await thor.ExecuteAsync("create table orders (id int primary key, amount int); insert into orders values (1, 1)");
        await using var worker = await RunningWorker.StartAsync(_folder);
        var (source, sink) = (RunningWorker.Source(thor, "public.orders"), RunningWorker.Sink(mjolnir, "thor.public.orders"));
        source["database.password"] = server.SuperuserPassword;
        await worker.CreateAsync("thor-source", source);
        sink["errors.tolerance"] = "all";
        await worker.CreateAsync("mjolnir-sink", sink);
        await worker.WaitAsync("/bifrost/streams", static streams => First(streams, "phase") == "streaming");
        await mjolnir.ExecuteAsync("alter table orders add constraint small check (amount < 100); delete from orders");
        await thor.ExecuteAsync("insert into orders values (2, 2), (3, 3)");
        await thor.ExecuteAsync("insert into orders values (4, 400)");
        await thor.ExecuteAsync("delete from orders where id = 1");
        var stream = (await worker.WaitAsync("/bifrost/streams", static streams => First(streams, "transactions") == "3" && First(streams, "lag_bytes") == "0"))[0]!;
        stream["lag_seconds"]!.GetValue<double>().ShouldBe(0);
        (Long(stream, "parked"), Long(stream, "deletes_not_found"), Long(stream, "retries")).ShouldBe((1, 1, 0));
        Long(stream, "batches").ShouldBeInRange(1, 3);
        stream["wal_status"]!.GetValue<string>().ShouldBe("reserved");
        var metrics = await worker.TextAsync("/metrics");
        const string labels = "{sink=\"mjolnir-sink\",source=\"thor-source\"}";
        foreach (var line in new[] { $"bifrost_sink_transactions_applied_total{labels} 3", $"bifrost_sink_rows_parked_total{labels} 1", $"bifrost_sink_deletes_not_found_total{labels} 1", $"bifrost_sink_snapshot_rows_total{labels} 1" })
            metrics.ShouldContain(line + "\n");
        metrics.ShouldContain("bifrost_sink_rows_applied_total{sink=\"mjolnir-sink\",source=\"thor-source\",operation=\"insert\"} 3\n");
    }

    [Test]
    public async Task WAL_of_a_paused_sink_is_warned_of_once_in_the_log_before_the_limit_and_told_when_it_is_lost()
    {
        await using var server = await TestServer.StartAsync("wal", "max_slot_wal_keep_size = 64MB", "max_wal_size = 64MB", "min_wal_size = 32MB");
        await using var thor = await server.CreateDatabaseAsync("thor");
        await using var mjolnir = await server.CreateDatabaseAsync("mjolnir");
        await thor.ExecuteAsync("create table orders (id int primary key)");
        await using var worker = await RunningWorker.StartAsync(_folder);
        var (source, sink) = (RunningWorker.Source(thor, "public.orders"), RunningWorker.Sink(mjolnir, "thor.public.orders"));
        source["database.password"] = sink["connection.password"] = server.SuperuserPassword;
        await worker.CreateAsync("thor-source", source);
        await worker.CreateAsync("mjolnir-sink", sink);
        await worker.WaitAsync("/bifrost/streams", static streams => First(streams, "phase") == "streaming");
        (await worker.SendAsync("PUT", "/connectors/mjolnir-sink/pause")).ShouldBe(202);
        var idle = (await worker.WaitAsync("/bifrost/streams", static streams => First(streams, "phase") == "idle"))[0]!;
        Long(idle, "wal_limit_bytes").ShouldBe(64 * 1024 * 1024);
        worker.Log.ShouldNotContain("max_slot_wal_keep_size");
        await WriteAsync(thor, segments: 3);
        var full = (await worker.WaitAsync("/bifrost/streams", _ => worker.Log.Contains("of max_slot_wal_keep_size (0.06 GB)", StringComparison.Ordinal)))[0]!;
        Long(full, "wal_kept_bytes").ShouldBeGreaterThan(32 * 1024 * 1024);
        Long(full, "lag_bytes").ShouldBeGreaterThan(32 * 1024 * 1024);
        await WriteAsync(thor, segments: 8);
        await worker.WaitAsync("/bifrost/streams", static streams => First(streams, "wal_status") == "lost");
        await worker.WaitAsync("/bifrost/streams", _ => worker.Log.Contains("a new snapshot is needed: bifrost offsets reset mjolnir-sink", StringComparison.Ordinal));
        worker.Log.Split("of max_slot_wal_keep_size (0.06 GB)").Length.ShouldBe(2);
        (await worker.TextAsync("/metrics")).ShouldContain("bifrost_sink_wal_lost{sink=\"mjolnir-sink\",source=\"thor-source\"} 1\n");
    }

    private static async Task WriteAsync(ScratchDatabase database, int segments)
    {
        for (var i = 0; i < segments; i++)
            await database.ExecuteAsync("select pg_logical_emit_message(false, 'fill', 'x'), pg_switch_wal()");
        await database.ExecuteAsync("checkpoint");
    }

    private static string? First(JsonNode streams, string member) => streams.AsArray().FirstOrDefault()?[member]?.ToString();

    private static long Long(JsonNode stream, string member) => stream[member]!.GetValue<long>();
}
