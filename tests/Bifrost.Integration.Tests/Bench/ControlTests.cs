using Bifrost.Bench;
using Bifrost.Bench.Contenders;
using Bifrost.Bench.Databases;
using Bifrost.Bench.Measuring;
using Bifrost.Bench.Workloads;

namespace Bifrost.Integration.Tests.Bench;

/// <summary>The yardstick itself: the control and the limit, without the engine.</summary>
public sealed class ControlTests
{
    /// <summary>The others, of clients and of many tables, are run beside the engine.</summary>
    private static readonly BenchPlan Tiny = new(2_000, 1, [Workload.Snapshot, Workload.Inserts, Workload.Updates, Workload.Deletes]);

    [Test]
    public async Task The_control_ends_in_equality()
    {
        var figures = new List<Measurement>();
        foreach (var part in Tiny.Parts)
        {
            await using var databases = await RunDatabases.CreateAsync(await BenchServersOfTheRun.StartedAsync(), "bench_control", default);
            var writer = new OrdersWriter(databases, part);
            await writer.FillAsync(default);
            await using var native = new NativeReplication(databases, SideTable.Of(part));
            var servers = await ServerProcesses.FindAsync(databases.All, [], default);
            await new ReplicationRun(native, databases, writer, servers, part, 1, TimeProvider.System).MeasureAsync(figures.Add, default);
        }

        figures.Select(static figure => figure.Workload).Order().ShouldBe(Tiny.Workloads.Order());
        figures.ShouldAllBe(static figure => figure.Equal);
    }

    [Test]
    public async Task A_replica_that_lacks_a_row_or_holds_another_value_is_not_equal()
    {
        await using var databases = await RunDatabases.CreateAsync(await BenchServersOfTheRun.StartedAsync(), "bench_unequal", default);
        foreach (var database in databases.All)
            await database.ExecuteAsync("filling", default, OrdersTable.Create(withKey: true), OrdersTable.Insert(1, 100));
        (await Fingerprint.AgreeAsync(databases, [], default)).ShouldBeTrue();
        await databases.Replicas[1].ExecuteAsync("changing", default, "update orders set amount = amount + 0.01 where id = 7");
        (await Fingerprint.AgreeAsync(databases, [], default)).ShouldBeFalse();
        await databases.Replicas[1].ExecuteAsync("deleting", default, "update orders set amount = amount - 0.01 where id = 7", "delete from orders where id = 8");
        (await Fingerprint.AgreeAsync(databases, [], default)).ShouldBeFalse();
    }

    [Test]
    public async Task The_limit_copies_every_row_and_builds_the_keys()
    {
        await using var databases = await RunDatabases.CreateAsync(await BenchServersOfTheRun.StartedAsync(), "bench_limit", default);
        await new OrdersWriter(databases, Tiny).FillAsync(default);
        var figure = await new LimitRun(databases, await ServerProcesses.FindAsync(databases.All, [], default), 1, TimeProvider.System).MeasureAsync(default);
        figure.Equal.ShouldBeTrue();
        foreach (var replica in databases.Replicas)
            (await replica.QueryAsync("counting keys", "select count(*) from pg_index where indrelid = 'orders'::regclass and indisprimary", static row => row.GetInt64(0), default)).ShouldBe(1);
    }
}
