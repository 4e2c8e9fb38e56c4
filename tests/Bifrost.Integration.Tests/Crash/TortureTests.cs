using Bifrost.Replication;
using Bifrost.Stack.Servers;
using Bifrost.Testing;
using Bifrost.Torture.Ledgers;
using Bifrost.Torture.Runs;
using Bifrost.Torture.Strikes;

namespace Bifrost.Integration.Tests.Crash;

/// <summary>The short form of <c>make torture</c>: every site once, as far as a minute takes.</summary>
public sealed class TortureTests
{
    /// <summary>The loop begins nothing after it; what is left of a minute goes into the servers, the last heal and the last comparison.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [TestCase(20261130)]
    public async Task Nothing_is_lost_doubled_or_torn_while_everything_is_killed_again_and_again(int seed)
    {
        if (PostgresBinaries.Find() is null)
            Prerequisite.Missing("PostgreSQL is not installed (apt-get install postgresql)");
        var record = await TortureRun.RunAsync(new TortureOptions(Limit, null, seed, EachOnce: true), TestContext.Out.WriteLine, default);
        TestContext.Out.WriteLine(string.Join('\n', record.Lines()));
        record.Violation.ShouldBeNull();
        record.Kills.ShouldBePositive();
        record.Comparisons.ShouldBeGreaterThanOrEqualTo(Arena.TargetCount);
        record.Looks.ShouldBePositive();
    }

    [Test]
    public async Task The_check_sees_whatever_is_lost_doubled_or_torn()
    {
        var server = await TestServer.Shared;
        await using var first = await server.CreateDatabaseAsync("a");
        await using var second = await server.CreateDatabaseAsync("b");
        (await SelfCheck.RunAsync(first, second)).ShouldBeEmpty();
    }

    [Test]
    public void Every_failpoint_is_a_site()
    {
        var points = typeof(Failpoints).GetFields().Where(static field => field.IsLiteral).Select(static field => $"at {field.Name}").ToList();
        points.ShouldNotBeEmpty();
        points.ShouldBeSubsetOf(SiteList.All.Select(static site => site.Name));
    }

    [TestCase("--minutes 20 --kills 1000 --seed 7", 20, 1000)]
    [TestCase("--minutes 0.5 --seed 7", 0.5, null)]
    public void Its_arguments_are_understood(string arguments, double minutes, int? kills)
    {
        var options = TortureOptions.Parse(arguments.Split(' '))!;
        (options.Limit.TotalMinutes, options.Kills, options.Seed).ShouldBe((minutes, kills, 7));
    }

    [TestCase("--minutes")]
    [TestCase("--minutes 0")]
    [TestCase("--kills many")]
    [TestCase("--speed 9")]
    public void Arguments_that_are_not_understood_are_refused(string arguments) => TortureOptions.Parse(arguments.Split(' ')).ShouldBeNull();
}
