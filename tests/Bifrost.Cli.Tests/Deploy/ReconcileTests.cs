using Bifrost.Cli.Deploy;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;
using Bifrost.Testing.Stubs;

namespace Bifrost.Cli.Tests.Deploy;

public sealed class ReconcileTests
{
    private ScratchProject _project = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _project = new ScratchProject();
        await _project.RunAsync("apply");
    }

    [TearDown]
    public void Stop() => _project.Dispose();

    [Test]
    public async Task What_has_drifted_is_mended_and_told_and_the_rest_is_left_alone()
    {
        var writes = _project.Cluster.Writes.Count;
        _project.Cluster.Connectors["mjolnir-sink"].Config["batch.size"] = "1";
        var run = await _project.RunAsync("watch", "--reconcile", "--times", "2", "--every", "0.1");
        run.Exit.ShouldBe(ExitCode.Fine, run.Error);
        run.Error.ShouldContain("Z mjolnir-sink has drifted: batch.size.\n");
        run.Error.ShouldContain("Z mjolnir-sink: updated.\n");
        _project.Cluster.Writes.Skip(writes).ShouldBe(["PUT /connectors/mjolnir-sink/config"]);
    }

    [Test]
    public async Task A_connector_that_is_gone_comes_back_and_one_too_many_stays_without_prune()
    {
        _project.Cluster.Connectors.Remove("thor-source");
        _project.Cluster.Add("old-sink", ("topics", "t"), ("bifrost.topology", "asgard"));
        var run = await _project.RunAsync("watch", "--reconcile", "--times", "3", "--every", "0.1");
        run.Error.ShouldContain("thor-source has drifted: it is not there.");
        run.Error.Split("old-sink belongs to this topology").Length.ShouldBe(2, "it is said once");
        _project.Cluster.Connectors.Keys.ShouldBe(["mjolnir-sink", "old-sink", "thor-source"]);
        await _project.RunAsync("watch", "--reconcile", "--prune", "--times", "1");
        _project.Cluster.Connectors.Keys.ShouldBe(["mjolnir-sink", "thor-source"]);
    }

    [Test]
    public async Task What_the_cluster_refuses_is_told_with_the_pause_before_the_next_try()
    {
        _project.Cluster.Connectors["mjolnir-sink"].Config["batch.size"] = "1";
        _project.Cluster.Before = static request => request is { Method: "PUT", Path: "/connectors/mjolnir-sink/config" } ? StubAnswer.Error(500, "No space left") : null;
        var run = await _project.RunAsync("watch", "--reconcile", "--times", "1");
        run.Error.ShouldContain("answered 500: No space left");
        run.Error.ShouldContain("mjolnir-sink: not mended; next try in 10 s at the earliest.");
    }

    [Test]
    public void A_pause_doubles_with_each_failure_up_to_a_limit_and_ends_with_success()
    {
        var time = new StandingTime();
        var pauses = new RepairPauses(time);
        pauses.IsDue("a").ShouldBeTrue();
        pauses.Failed("a").ShouldBe(TimeSpan.FromSeconds(10));
        time.Now = TimeSpan.FromSeconds(9);
        pauses.IsDue("a").ShouldBeFalse();
        pauses.IsDue("b").ShouldBeTrue();
        time.Now = TimeSpan.FromSeconds(10);
        pauses.IsDue("a").ShouldBeTrue();
        pauses.Failed("a").ShouldBe(TimeSpan.FromSeconds(20));
        Enumerable.Range(0, 20).Select(_ => pauses.Failed("a")).ToList()[^1].ShouldBe(TimeSpan.FromMinutes(10));
        pauses.Mended("a");
        pauses.IsDue("a").ShouldBeTrue();
    }

    private sealed class StandingTime : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    [Test]
    public async Task A_cluster_that_is_away_for_a_moment_is_waited_for()
    {
        var left = 40;
        _project.Cluster.Before = request => left-- > 0 ? new StubAnswer(502, "<html></html>") : null;
        var run = await _project.RunAsync("watch", "--reconcile", "--times", "60", "--every", "0.1");
        run.Exit.ShouldBe(ExitCode.Fine, run.Error);
        run.Error.ShouldContain("answered 502 with an HTML page");
    }

    [Test]
    public async Task Pruning_is_a_part_of_reconciling() => (await _project.RunAsync("watch", "--prune")).Exit.ShouldBe(ExitCode.Usage);
}
