using Bifrost.Integration.Tests.Engine;
using Bifrost.Postgres.Verify;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Crash;

/// <summary>Writers write, readers look, and everything between them is killed again and again.</summary>
public sealed class CrashLoopTests
{
    private const int Rounds = 24;

    [TestCase(20261121)]
    public async Task Nothing_is_lost_doubled_or_torn_while_everything_is_killed_again_and_again(int seed)
    {
        await using var server = await TestServer.StartAsync("crash");
        await using var fanout = await Fanout.CreateAsync(Ledger.Tables, [await (await TestServer.Shared).CreateDatabaseAsync("a"), await server.CreateDatabaseAsync("b")]);
        var chaos = new Chaos(fanout, server, new Random(seed));
        await chaos.CaughtUpAsync();
        await using var writer = new LedgerWriter(fanout.Source, seed);
        await using var first = new LedgerObserver(fanout.Targets[0]);
        await using var second = new LedgerObserver(fanout.Targets[1]);
        for (var round = 0; round < Rounds; round++)
        {
            await chaos.StrikeAsync();
            await chaos.CaughtUpAsync();
        }

        await writer.StopAsync();
        await chaos.CaughtUpAsync();
        await first.StopAsync();
        await second.StopAsync();
        TestContext.Out.WriteLine($"{writer.Written} transactions, {first.Looks} and {second.Looks} looks; {chaos}");
        first.Faults.ShouldBeEmpty();
        second.Faults.ShouldBeEmpty();
        first.Looks.ShouldBeGreaterThan(Rounds);
        second.Looks.ShouldBeGreaterThan(Rounds);
        for (var target = 0; target < 2; target++)
        {
            (await fanout.Targets[target].ScalarAsync<long>("select count(*) from entry")).ShouldBe((long)writer.Written * Ledger.EntriesEach);
            (await Ledger.FaultsAsync(fanout.Targets[target])).ShouldBeEmpty();
            var report = await new ReplicaVerifier(TimeProvider.System).VerifyAsync(fanout.Settings, fanout.SinkFor(target), new PlainRouter(), null, default);
            report.IsEqual.ShouldBeTrue(string.Join("; ", report.Tables.Where(static t => !t.IsEqual).Select(static t => $"{t.Target} {t.Fault} {string.Join(", ", t.Differences)}")));
        }

        (await fanout.SlotsAsync()).Count.ShouldBe(2);
    }
}
