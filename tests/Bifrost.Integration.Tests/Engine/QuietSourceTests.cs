using Bifrost.Replication.Engine;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Engine;

public sealed class QuietSourceTests
{
    [Test]
    public async Task A_source_that_writes_nothing_is_streamed_from_without_a_heartbeat()
    {
        // A server of its own: WAL that others write would be an event.
        await using var server = await TestServer.StartAsync("quiet", "autovacuum = off", "checkpoint_timeout = 1h");
        await using var fanout = await Fanout.CreateAsync("create table t (id int primary key)", [await (await TestServer.Shared).CreateDatabaseAsync("target")], await server.CreateDatabaseAsync("source"));
        fanout.Settings.HeartbeatInterval.ShouldBe(TimeSpan.Zero);
        var first = fanout.Start();
        await first.UntilAsync(static s => s.Phase == StreamPhase.Streaming);
        await first.StopAsync();
        var written = await fanout.Source.ScalarAsync<string>("select pg_current_wal_insert_lsn()::text");
        var second = fanout.Start();
        await second.UntilAsync(static s => s is { Phase: StreamPhase.Streaming, RetryingSince: null });
        (await fanout.Source.ScalarAsync<string>("select pg_current_wal_insert_lsn()::text")).ShouldBe(written);
        await fanout.Source.ExecuteAsync("insert into t values (1)");
        await fanout.CaughtUpAsync(second);
        await fanout.ShouldBeEqualAsync("t");
    }
}
