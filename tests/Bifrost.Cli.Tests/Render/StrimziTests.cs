using System.Text.Json;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;

namespace Bifrost.Cli.Tests.Render;

public sealed class StrimziTests
{
    private static readonly string Topology = ScratchProject.Topology.Replace(
        "url: ${env:BIFROST_KAFKA_URL:-http://127.0.0.1:18083}", "url: ${env:BIFROST_KAFKA_URL:-http://127.0.0.1:18083}\n    strimzi: { kafka: brokers, image: \"registry.example/connect:1\" }", StringComparison.Ordinal);

    private ScratchProject _project = null!;

    [SetUp]
    public void Start() => _project = new ScratchProject(Topology);

    [TearDown]
    public void Stop() => _project.Dispose();

    [Test]
    public async Task Resources_are_written_into_a_folder_of_their_own_and_compared_there()
    {
        var stale = await _project.RunAsync("render", "--format", "strimzi", "--check");
        stale.Exit.ShouldBe(ExitCode.Differs);
        stale.Output.ShouldContain("connectors/kafka/strimzi/user.yaml: it is missing\n");
        stale.Output.ShouldEndWith("7 of 7 files differ. Write them with `bifrost render --format strimzi`.\n");

        var render = await _project.RunAsync("render", "--format", "strimzi");
        render.Exit.ShouldBe(ExitCode.Fine);
        render.Output.ShouldContain("connectors/kafka/strimzi/connect.yaml: written\n");
        _project.Read("connectors/kafka/strimzi/connect.yaml").ShouldContain("\nkind: KafkaConnect\n");

        var check = await _project.RunAsync("render", "--format", "strimzi", "--check", "--cluster", "kafka");
        (check.Exit, check.Output).ShouldBe((ExitCode.Fine, "7 Strimzi files are as the topology says.\n"));
        Directory.Exists(Path.Combine(_project.Folder, "connectors", "embedded")).ShouldBeFalse();
    }

    [Test]
    public async Task Without_the_format_nothing_of_it_is_written_compared_or_removed()
    {
        var before = await _project.RunAsync("render");
        before.Output.ShouldEndWith("4 of 4 files were changed.\n");
        Directory.Exists(Path.Combine(_project.Folder, "connectors", "kafka", "strimzi")).ShouldBeFalse();

        await _project.RunAsync("render", "--format", "strimzi");
        _project.Write("connectors/kafka/strimzi/user.yaml", "stale");

        (await _project.RunAsync("render", "--check")).ShouldSatisfyAllConditions(static run => run.Exit.ShouldBe(ExitCode.Fine), static run => run.Output.ShouldBe("4 connector files are as the topology says.\n"));
        await _project.RunAsync("render", "--format", "json");
        _project.Read("connectors/kafka/strimzi/user.yaml").ShouldBe("stale");
    }

    [Test]
    public async Task As_JSON_the_report_is_the_one_of_connectors()
    {
        using var report = JsonDocument.Parse((await _project.RunAsync("render", "--format", "strimzi", "--output", "json")).Output);

        report.RootElement.EnumerateObject().Select(static one => one.Name).ShouldBe(["checked", "upToDate", "files", "findings"]);
        report.RootElement.GetProperty("files")[0].GetProperty("path").GetString().ShouldBe("connectors/kafka/strimzi/connect.yaml");
    }

    [Test]
    public async Task The_embedded_cluster_is_refused_as_is_one_that_says_nothing_of_Strimzi()
    {
        var embedded = await _project.RunAsync("render", "--format", "strimzi", "--cluster", "embedded");
        (embedded.Exit, embedded.Error).ShouldBe((ExitCode.Usage, "bifrost: --format strimzi: the cluster 'embedded' is the embedded worker, and Strimzi runs Apache Kafka Connect. Name a cluster of kind kafka-connect.\n"));

        _project.Write("bifrost.yml", ScratchProject.Topology);
        var without = await _project.RunAsync("render", "--format", "strimzi", "--cluster", "kafka");
        without.Exit.ShouldBe(ExitCode.Usage);
        without.Error.ShouldContain("the cluster 'kafka' does not say how Strimzi runs it. Write clusters.kafka.strimzi,");
        var none = await _project.RunAsync("render", "--format", "strimzi");
        none.Exit.ShouldBe(ExitCode.Usage);
        none.Error.ShouldContain("no cluster of the topology is run by Strimzi");
        Directory.Exists(Path.Combine(_project.Folder, "connectors")).ShouldBeFalse();
    }

    [Test]
    public async Task What_Strimzi_cannot_be_told_is_a_fault_in_one_sentence_and_nothing_is_written()
    {
        _project.Write("bifrost.yml", Topology.Replace("  mjolnir:\n", "  mjolnir:\n    name: Mjolnir\n", StringComparison.Ordinal));

        var render = await _project.RunAsync("render", "--format", "strimzi");

        render.Exit.ShouldBe(ExitCode.Fault);
        render.Error.ShouldStartWith("bifrost: targets.mjolnir: the connector 'Mjolnir' cannot be a resource of Kubernetes");
        Directory.Exists(Path.Combine(_project.Folder, "connectors")).ShouldBeFalse();
    }

    [Test]
    public async Task Findings_are_said_as_for_connectors()
    {
        _project.Write("bifrost.tables.yml", "sources: { thor: { tables: { raw.log: { columns: { linha: text } } } } }\n");

        var render = await _project.RunAsync("render", "--format", "strimzi");

        render.Exit.ShouldBe(ExitCode.Fault);
        render.Error.ShouldContain("[no-key]");
        render.Output.ShouldEndWith("7 of 7 files were changed.\n");
    }
}
