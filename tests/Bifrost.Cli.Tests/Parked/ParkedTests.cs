using System.Text.Json;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;

namespace Bifrost.Cli.Tests.Parked;

/// <summary>What can be said of parked rows without a database.</summary>
public sealed class ParkedTests
{
    private ScratchProject _project = null!;

    [SetUp]
    public void Start() => _project = new ScratchProject();

    [TearDown]
    public void Stop() => _project.Dispose();

    [TestCase("list")]
    [TestCase("retry --all")]
    [TestCase("discard --all --yes")]
    public async Task On_Kafka_Connect_there_are_none_and_that_is_said(string verb)
    {
        var run = await _project.RunAsync(["parked", .. verb.Split(' '), "--cluster", "kafka"]);
        run.Exit.ShouldBe(ExitCode.Usage);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldStartWith("bifrost: 'kafka' is a Kafka Connect cluster, whose sinks park no rows on their targets");
    }

    [TestCase("retry", "Name the rows")]
    [TestCase("discard --yes", "Name the rows")]
    [TestCase("retry mjolnir-sink/1 --all", "--all takes every row")]
    [TestCase("show", "Required argument 'id' missing")]
    [TestCase("list --sink mjolnir-snik", "The topology has no sink 'mjolnir-snik'; did you mean 'mjolnir-sink'?")]
    public async Task A_wish_that_says_too_little_or_too_much_is_refused(string verb, string because)
    {
        var run = await _project.RunAsync(["parked", .. verb.Split(' ')]);
        run.Exit.ShouldBe(ExitCode.Usage);
        run.Error.ShouldContain(because);
    }

    [Test]
    public async Task A_target_that_cannot_be_asked_is_named_and_is_a_fault()
    {
        var run = await _project.RunAsync("parked", "list", "--output", "json");
        run.Exit.ShouldBe(ExitCode.Fault);
        var unread = JsonDocument.Parse(run.Output).RootElement.GetProperty("unread")[0];
        unread.GetProperty("sinks")[0].GetString().ShouldBe("mjolnir-sink");
        unread.GetProperty("error").GetString()!.ShouldContain("MJOLNIR_PASSWORD");
        run.Error.ShouldContain("mjolnir-sink: ");
    }
}
