using System.Text.Json;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;

namespace Bifrost.Cli.Tests.Deploy;

public sealed class DiffTests
{
    [Test]
    public async Task Without_two_clusters_it_is_the_plan()
    {
        using var project = new ScratchProject();
        var (diff, plan) = (await project.RunAsync("diff"), await project.RunAsync("plan"));
        diff.ShouldBe(plan);
        diff.Exit.ShouldBe(ExitCode.Differs);
    }

    [Test]
    public async Task Two_clusters_that_render_the_same_differ_in_nothing_but_their_entries()
    {
        using var project = new ScratchProject();
        var run = await project.RunAsync("diff", "--between", "embedded,kafka");
        run.Exit.ShouldBe(ExitCode.Fine);
        run.Output.ShouldBe(
            """
            embedded -> kafka
                clusters.*.kind: embedded -> kafka-connect
                clusters.*.url: ${env:BIFROST_EMBEDDED_URL:-http://127.0.0.1:8083} -> ${env:BIFROST_KAFKA_URL:-http://127.0.0.1:18083}

            The 2 connectors are the same on both.

            """);
        project.Cluster.Requests.ShouldBeEmpty();
    }

    [Test]
    public async Task Every_difference_names_the_setting_that_causes_it()
    {
        using var project = new ScratchProject(ScratchProject.Topology
            .Replace("url: ${env:BIFROST_KAFKA_URL:-http://127.0.0.1:18083}", "url: ${env:BIFROST_KAFKA_URL:-http://127.0.0.1:18083}\n    converter: avro\n    versions: { debezium: 2.5.4.Final }")
            .Replace("sources:\n", "converters:\n  avro: { kind: avro, flavour: apicurio, registry: \"${env:SCHEMA_REGISTRY_URL}\" }\nsources:\n"));
        project.WriteSmallTemplates();
        var run = await project.RunAsync("diff", "--between", "embedded,kafka", "--templates", "small");
        run.Exit.ShouldBe(ExitCode.Differs, run.Error);
        Expectation.Holds("diff-between", run.Output);
        var keys = JsonDocument.Parse((await project.RunAsync("diff", "--between", "embedded,kafka", "--templates", "small", "--output", "json")).Output).RootElement
            .GetProperty("connectors").EnumerateArray().SelectMany(static one => one.GetProperty("keys").EnumerateArray()).ToList();
        keys.ShouldNotBeEmpty();
        keys.ShouldAllBe(static key => key.GetProperty("because").GetArrayLength() == 1);
        keys.Single(static key => key.GetProperty("key").GetString() == "tombstones").GetProperty("because")[0].GetString().ShouldBe("versions.debezium");
    }

    [Test]
    public async Task A_login_at_the_registry_is_a_part_of_the_converter()
    {
        const string Registry = "kind: avro, flavour: apicurio, registry: \"${env:SCHEMA_REGISTRY_URL}\"";
        using var project = new ScratchProject(ScratchProject.Topology
            .Replace("    kind: embedded\n", $"    kind: embedded\n    converter: {{ {Registry} }}\n")
            .Replace("    kind: kafka-connect\n", $"    kind: kafka-connect\n    converter: {{ {Registry}, user: reader, password: \"${{env:REGISTRY_PASSWORD}}\" }}\n"));
        var run = await project.RunAsync("diff", "--between", "embedded,kafka", "--output", "json");
        run.Exit.ShouldBe(ExitCode.Differs, run.Error);
        JsonDocument.Parse(run.Output).RootElement.GetProperty("connectors").EnumerateArray().SelectMany(static one => one.GetProperty("keys").EnumerateArray())
            .ShouldAllBe(static key => key.GetProperty("because")[0].GetString() == "converter");
    }

    [TestCase("embedded")]
    [TestCase("embedded,")]
    [TestCase("embedded,kafak")]
    [TestCase("a,b,c")]
    public async Task Clusters_that_are_not_two_of_the_topology_are_refused(string between)
    {
        using var project = new ScratchProject();
        (await project.RunAsync("diff", "--between", between)).Exit.ShouldBe(ExitCode.Usage);
    }
}
