using Bifrost.Integration.Tests.Engine;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.HardCases;

[Parallelizable]
public sealed class FailoverTests
{
    /// <summary>A promoted server may lack what the old one had sent: the position means nothing on its timeline.</summary>
    [Test, Row("Source failover")]
    public async Task Source_failover_stops_the_sink_or_brings_a_new_snapshot_as_the_mode_says_and_never_goes_on_from_the_old_position()
    {
        await using var server = await TestServer.StartAsync("failover");
        await using var fanout = await Fanout.CreateAsync(
            "create table t (id int primary key, note text); insert into t select n, 'a' from generate_series(1, 100) n",
            [await (await TestServer.Shared).CreateDatabaseAsync("target")], await server.CreateDatabaseAsync("source"));
        var first = fanout.Start();
        await fanout.CaughtUpAsync(first);
        await first.StopAsync();
        await server.Server.StopAsync("fast", default);
        await File.WriteAllTextAsync(Path.Combine(server.Server.Folder, "data", "standby.signal"), "");
        await server.Server.StartAsync(default);
        (await fanout.Source.ScalarAsync<bool>("select pg_promote(true)")).ShouldBeTrue();
        await fanout.Source.ExecuteAsync("delete from t where id = 7; insert into t values (1000, 'on the new timeline')");
        var failure = await fanout.Start().FailsAsync();
        failure.Kind.ShouldBe(FailureKind.PositionLost);
        failure.Message.ShouldContain("timeline");
        (await fanout.Target.ScalarAsync<long>("select count(*) from t")).ShouldBe(100);
        fanout.Settings = fanout.Settings with { SnapshotMode = SnapshotMode.WhenNeeded };
        var again = fanout.Start();
        await again.UntilAsync(static s => s.Phase == StreamPhase.Streaming).OrEndOf(again);
        await fanout.ShouldBeEqualAsync("t");
        await fanout.Source.ExecuteAsync("insert into t values (1001, 'followed')");
        await fanout.Target.WaitUntilAsync("exists (select 1 from t where id = 1001)").OrEndOf(again);
        await fanout.ShouldBeEqualAsync("t");
    }
}
