using Bifrost.Analytics.Run;
using Bifrost.Testing.Replicas;

namespace Bifrost.Integration.Tests.Models;

public sealed class FreshnessTests
{
    [TestCase("now()", FreshnessStatus.Fresh, null)]
    [TestCase("now() - interval '90 s'", FreshnessStatus.Warned, "a warning from 60 s on")]
    [TestCase("now() - interval '3 hours'", FreshnessStatus.Stale, "3 hours ago; an error from 5 minutes on. Replication is stopped or behind: `bifrost status` shows mjolnir-sink")]
    public async Task The_age_of_the_last_beat_decides(string beat, FreshnessStatus status, string? says)
    {
        await using var replica = await ScratchReplica.CreateAsync();
        await replica.BeatAsync(beat);

        var source = await AskAsync(replica);

        source.Status.ShouldBe(status);
        if (says is null)
            source.Message.ShouldBeNull();
        else
            source.Message.ShouldNotBeNull().ShouldContain(says);
    }

    [Test]
    public async Task A_replica_that_never_had_a_beat_is_not_called_fresh()
    {
        await using var replica = await ScratchReplica.CreateAsync();
        await replica.Database.ExecuteAsync("delete from bifrost.heartbeat");
        var source = await AskAsync(replica);
        (source.Status, source.LoadedAt).ShouldBe((FreshnessStatus.Unknown, null));
        source.Message.ShouldNotBeNull().ShouldContain("no heartbeat has ever come. mjolnir-sink has not brought one");
    }

    [Test]
    public async Task A_replica_without_the_table_is_not_called_fresh()
    {
        await using var replica = await ScratchReplica.CreateAsync();
        await replica.Database.ExecuteAsync("drop table bifrost.heartbeat");
        var report = await new FreshnessCheck(new("mjolnir", replica.ModelsEndpoint), new SmallStar(replica).Compiled.Plan).RunAsync("mjolnir-sink", default);
        report.Succeeded.ShouldBeFalse();
        report.Sources.Single().Message.ShouldNotBeNull().ShouldContain("relation \"bifrost.heartbeat\" does not exist");
    }

    private static async Task<SourceFreshness> AskAsync(ScratchReplica replica) =>
        (await new FreshnessCheck(new("mjolnir", replica.ModelsEndpoint), new SmallStar(replica).Compiled.Plan).RunAsync("mjolnir-sink", default)).Sources.Single();
}
