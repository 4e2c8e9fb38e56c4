using System.Text.Json;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;
using Bifrost.Testing.Stubs;

namespace Bifrost.Cli.Tests.Offsets;

public sealed class OffsetsTests
{
    private ScratchProject _project = null!;

    [SetUp]
    public void Start()
    {
        _project = new ScratchProject();
        _project.Cluster.Add("thor-source", ("connector.class", "Source"), ("topic.prefix", "thor"));
        _project.Cluster.Add("mjolnir-sink", ("connector.class", "Sink"), ("topics", "t"));
    }

    [TearDown]
    public void Stop() => _project.Dispose();

    [Test]
    public async Task They_change_only_while_a_connector_is_stopped_and_the_message_says_how()
    {
        var run = await _project.RunAsync("offsets", "reset", "mjolnir-sink");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Error.ShouldContain("'mjolnir-sink' is RUNNING; its offsets can be changed only while it is STOPPED. Give --stop");
        _project.Cluster.Writes.ShouldBeEmpty();
        await _project.RunAsync("stop", "mjolnir-sink");
        (await _project.RunAsync("offsets", "reset", "mjolnir-sink")).Output.ShouldBe("The offsets for this connector have been reset successfully\n");
        _project.Write("offsets.json", """{"offsets":[{"partition":{"server":"thor"},"offset":{"lsn":1}}]}""");
        (await _project.RunAsync("offsets", "set", "mjolnir-sink", "--from", "offsets.json")).Exit.ShouldBe(ExitCode.Fine);
        _project.Cluster.Connectors["mjolnir-sink"].State.ShouldBe("STOPPED");
    }

    [TestCase("RUNNING", "resume")]
    [TestCase("PAUSED", "pause")]
    public async Task With_stop_the_connector_is_stopped_for_the_change_and_has_its_state_again_afterwards(string state, string back)
    {
        _project.Cluster.Connectors["mjolnir-sink"].Be(state);
        var run = await _project.RunAsync("offsets", "set", "mjolnir-sink", "thor.raw.portes:0=1200", "thor.raw.portes:1=none", "--stop");
        run.Exit.ShouldBe(ExitCode.Fine, run.Error);
        _project.Cluster.Writes.ShouldBe(["PUT /connectors/mjolnir-sink/stop", "PATCH /connectors/mjolnir-sink/offsets", $"PUT /connectors/mjolnir-sink/{back}"]);
        _project.Cluster.Requests.Single(static request => request.Method == "PATCH").Body
            .ShouldBe("""{"offsets":[{"partition":{"kafka_topic":"thor.raw.portes","kafka_partition":0},"offset":{"kafka_offset":1200}},{"partition":{"kafka_topic":"thor.raw.portes","kafka_partition":1},"offset":null}]}""");
        _project.Cluster.Connectors["mjolnir-sink"].State.ShouldBe(state);
    }

    [Test]
    public async Task A_change_that_is_refused_leaves_the_connector_running_too()
    {
        _project.Cluster.Before = static request => request.Method == "PATCH" ? StubAnswer.Error(400, "The partition for a sink connector offset cannot be null or missing") : null;
        var run = await _project.RunAsync("offsets", "set", "mjolnir-sink", "t:0=1", "--stop");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Error.ShouldContain("The partition for a sink connector offset cannot be null or missing");
        _project.Cluster.Connectors["mjolnir-sink"].State.ShouldBe("RUNNING");
    }

    [Test]
    public async Task Tasks_that_still_leave_their_group_are_waited_for()
    {
        var asked = 0;
        _project.Cluster.Before = request => request.Method == "DELETE" && ++asked == 1
            ? StubAnswer.Error(500, "Failed to reset consumer group offsets for connector mjolnir-sink either because its tasks haven't stopped completely yet or the connector was resumed") : null;
        (await _project.RunAsync("offsets", "reset", "mjolnir-sink", "--stop")).Exit.ShouldBe(ExitCode.Fine);
        asked.ShouldBe(2);
    }

    [Test]
    public async Task A_source_goes_to_an_LSN_with_every_position_that_Debezium_keeps()
    {
        _project.Cluster.Connectors["thor-source"].Offsets = [new { partition = new { server = "thor" }, offset = new { lsn = 5, lsn_proc = 5, txId = 7 } }];
        (await _project.RunAsync("offsets", "set", "thor-source", "--lsn", "0/10", "--stop")).Exit.ShouldBe(ExitCode.Fine);
        _project.Cluster.Requests.Single(static request => request.Method == "PATCH").Body
            .ShouldBe("""{"offsets":[{"partition":{"server":"thor"},"offset":{"lsn":16,"lsn_proc":16,"txId":7}}]}""");
    }

    [TestCase("mjolnir-sink --lsn 0/10", "on Kafka its offsets are those of topics")]
    [TestCase("thor-source --lsn 10", "'10' is no LSN")]
    [TestCase("mjolnir-sink portes=5", "'portes=5' is not topic:partition=offset")]
    [TestCase("mjolnir-sink", "Say what the offsets shall be in one way")]
    [TestCase("mjolnir-sink t:0=1 --lsn 0/10", "Say what the offsets shall be in one way")]
    public async Task What_cannot_be_meant_is_a_fault_of_usage(string arguments, string sentence)
    {
        var run = await _project.RunAsync(["offsets", "set", .. arguments.Split(' ')]);
        run.Exit.ShouldBe(ExitCode.Usage);
        run.Error.ShouldContain(sentence);
        _project.Cluster.Writes.ShouldBeEmpty();
    }

    [Test]
    public async Task What_get_prints_as_JSON_is_what_set_reads()
    {
        _project.Cluster.Connectors["thor-source"].Offsets = [new { partition = new { server = "thor" }, offset = new { lsn = 5 } }];
        var get = await _project.RunAsync("offsets", "get", "thor-source", "--output", "json");
        Expectation.Holds("offsets-json", get.Output);
        JsonDocument.Parse(get.Output).RootElement.GetProperty("offsets").GetArrayLength().ShouldBe(1);
        _project.Write("offsets.json", get.Output);
        (await _project.RunAsync("offsets", "set", "thor-source", "--from", "offsets.json", "--stop")).Exit.ShouldBe(ExitCode.Fine);
        _project.Cluster.Requests.Single(static request => request.Method == "PATCH").Body.ShouldBe("""{"offsets":[{"partition":{"server":"thor"},"offset":{"lsn":5}}]}""");
    }
}
