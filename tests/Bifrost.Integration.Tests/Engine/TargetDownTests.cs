using Bifrost.Integration.Tests.HardCases;
using Bifrost.Replication.Engine;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Engine;

public sealed class TargetDownTests
{
    [Test, Row("Target down"), Row("One slow target of many")]
    public async Task A_sink_that_is_down_does_not_hold_back_the_other_and_catches_up()
    {
        await using var server = await TestServer.StartAsync("down");
        await using var fanout = await Fanout.CreateAsync(
            "create table t (id int primary key); insert into t select generate_series(1, 100)",
            [await (await TestServer.Shared).CreateDatabaseAsync("up"), await server.CreateDatabaseAsync("down")]);
        await server.Server.StopAsync("fast", default);
        RunningSink[] sinks = [fanout.Start(0), fanout.Start(1)];
        await fanout.CaughtUpAsync(sinks[0], 0);
        await fanout.ShouldBeEqualAsync("t", 0);
        await sinks[1].UntilAsync(static s => s.RetryingSince is not null);
        sinks[1].Status.RetryReason.ShouldNotBeNull();

        await server.Server.StartAsync(default);
        await fanout.CaughtUpAsync(sinks[1], 1);
        await sinks[1].UntilAsync(static s => s.RetryingSince is null);

        await server.Server.StopAsync("immediate", default);
        await fanout.Source.ExecuteAsync("insert into t select generate_series(101, 200)");
        await fanout.CaughtUpAsync(sinks[0], 0);
        await fanout.ShouldBeEqualAsync("t", 0);
        await server.Server.StartAsync(default);
        await fanout.CaughtUpAsync(sinks[1], 1);
        await fanout.ShouldBeEqualAsync("t", 1);
    }

    [Test, Row("Target down")]
    public async Task A_target_that_is_read_only_for_a_while_is_waited_for()
    {
        await using var fanout = await Fanout.CreateAsync("create table t (id int primary key)");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await SetReadOnlyAsync(fanout.Target, "on");
        await fanout.Source.ExecuteAsync("insert into t values (1)");
        await sink.UntilAsync(static s => s.RetryReason?.Contains("read-only", StringComparison.Ordinal) == true);
        await SetReadOnlyAsync(fanout.Target, "off");
        await fanout.CaughtUpAsync(sink);
        await fanout.ShouldBeEqualAsync("t");
    }

    private static async Task SetReadOnlyAsync(ScratchDatabase target, string to)
    {
        await target.ExecuteAsync($"begin read write; alter database \"{target.Name}\" set default_transaction_read_only = {to}; commit");
        await target.RowsAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'bifrost sink%'");
    }
}
