using System.Text;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;

namespace Bifrost.Cli.Tests.Registry;

/// <summary>The registry's verbs against a registry in memory, which answers as Confluent's does.</summary>
public sealed class RegistryTests
{
    private StubRegistry _registry = null!;
    private string _folder = null!;

    [SetUp]
    public void Begin()
    {
        _registry = new StubRegistry();
        _registry.Schemas["thor.raw.portes-key"] = ["\"int\""];
        _registry.Schemas["thor.raw.portes-value"] = ["""{"type":"record","name":"Value","fields":[]}""", """{"type":"record","name":"Value","fields":[{"name":"uf","type":["null","string"],"default":null}]}"""];
        _registry.Schemas["other.raw.portes-value"] = ["\"string\""];
        _registry.Levels["thor.raw.portes-value"] = "FULL";
        _folder = Directory.CreateTempSubdirectory("bifrost-registry-").FullName;
        File.WriteAllText(Path.Combine(_folder, "bifrost.yml"), ScratchProject.Topology
            .Replace("    kind: kafka-connect\n", "    kind: kafka-connect\n    converter: avro\n", StringComparison.Ordinal)
            .Replace("sources:\n", "converters:\n  avro:\n    kind: avro\n    registry: ${env:SCHEMA_REGISTRY_URL}\n    user: ${env:REGISTRY_USER}\n    password: ${env:REGISTRY_PASSWORD}\n    compatibility: backward_transitive\nsources:\n", StringComparison.Ordinal) + "\n");
    }

    [TearDown]
    public void End()
    {
        _registry.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [TestCase("subjects", "registry-subjects")]
    [TestCase("subjects --all --output yaml", "registry-subjects-all")]
    [TestCase("describe thor.raw.portes-value", "registry-describe")]
    [TestCase("describe thor.raw.portes-value --version 1 --output json", "registry-describe-json")]
    [TestCase("check", "registry-check")]
    public async Task What_is_there_is_shown_as_committed(string arguments, string expectation)
    {
        var run = await RunAsync(arguments);
        run.Exit.ShouldBe(ExitCode.Fine, run.Error);
        Expectation.Holds(expectation, run.Output);
        _registry.Logins.ShouldAllBe(static login => login == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("me:secret"))}");
    }

    [Test]
    public async Task Levels_are_shown_then_set_as_the_topology_says_then_left_alone()
    {
        var shown = await RunAsync("compat");
        shown.Exit.ShouldBe(ExitCode.Differs);
        Expectation.Holds("registry-compat", shown.Output);
        _registry.Writes.ShouldBeEmpty();
        var applied = await RunAsync("compat --apply");
        applied.Exit.ShouldBe(ExitCode.Fine);
        Expectation.Holds("registry-compat-apply", applied.Output);
        _registry.Levels["thor.raw.portes-value"].ShouldBe("BACKWARD_TRANSITIVE");
        _registry.Levels["thor.raw.portes-key"].ShouldBe("BACKWARD_TRANSITIVE");
        _registry.Levels.ShouldNotContainKey("other.raw.portes-value");
        var writes = _registry.Writes.Count;
        (await RunAsync("compat --apply")).Exit.ShouldBe(ExitCode.Fine);
        _registry.Writes.Count.ShouldBe(writes);
        (await RunAsync("compat --apply --global --level none")).Exit.ShouldBe(ExitCode.Fine);
        _registry.Level.ShouldBe("NONE");
    }

    [Test]
    public async Task A_schema_that_does_not_fit_is_told_with_the_registrys_reason()
    {
        File.WriteAllText(Path.Combine(_folder, "next.avsc"), "\"string\"");
        _registry.Verdict = """{"is_compatible":false,"messages":["TYPE_MISMATCH at /: reader type STRING, writer type RECORD"]}""";
        var run = await RunAsync("check thor.raw.portes-value --schema next.avsc");
        run.Exit.ShouldBe(ExitCode.Differs);
        Expectation.Holds("registry-check-no", run.Output);
    }

    [Test]
    public async Task A_subject_that_is_not_there_takes_any_schema_and_that_is_said()
    {
        File.WriteAllText(Path.Combine(_folder, "next.avsc"), "\"string\"");
        var run = await RunAsync("check thor.raw.novo-value --schema next.avsc");
        run.Exit.ShouldBe(ExitCode.Fine);
        run.Output.ShouldContain("there is no such subject yet, so any schema fits");
    }

    [TestCase("describe nothing", "40401", "`bifrost registry subjects --all` lists what is there")]
    [TestCase("describe thor.raw.portes-key --version 7", "40402", "The subject has no such version")]
    [TestCase("check --schema next.avsc", "name it", "bifrost registry check SUBJECT --schema FILE")]
    [TestCase("check thor.raw.portes-key --schema nowhere.avsc", "The schema cannot be read", "nowhere.avsc")]
    [TestCase("compat --level sometimes", "is no compatibility level", "BACKWARD_TRANSITIVE")]
    public async Task What_cannot_be_done_is_said_without_the_password(string arguments, string says, string hint)
    {
        var run = await RunAsync(arguments);
        run.Exit.ShouldNotBe(ExitCode.Fine);
        (run.Output + run.Error).ShouldContain(says);
        (run.Output + run.Error).ShouldContain(hint);
        (run.Output + run.Error).ShouldNotContain("secret");
    }

    [Test]
    public async Task A_registry_that_is_down_is_named_with_the_field_of_the_topology()
    {
        _registry.Dispose();
        var run = await RunAsync("subjects");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Error.ShouldContain("cannot be reached");
        run.Error.ShouldContain("${env:SCHEMA_REGISTRY_URL}");
    }

    [Test]
    public async Task Apply_sets_the_levels_first_where_asked()
    {
        using var cluster = new Bifrost.Testing.Stubs.StubConnect();
        var run = await CommandLineRun.InAsync(_folder, new Dictionary<string, string>
        {
            ["SCHEMA_REGISTRY_URL"] = _registry.Url.ToString(), ["REGISTRY_USER"] = "me", ["REGISTRY_PASSWORD"] = "secret", ["BIFROST_KAFKA_URL"] = cluster.Url.ToString(),
        }, "apply", "--cluster", "kafka", "--registry", "--no-wait");
        run.Error.ShouldContain("thor.raw.portes-value: compatibility FULL -> BACKWARD_TRANSITIVE");
        run.Error.ShouldNotContain("secret");
        _registry.Levels["thor.raw.portes-key"].ShouldBe("BACKWARD_TRANSITIVE");
    }

    [Test]
    public async Task Subjects_complete()
    {
        var run = await RunAsync("describe thor.raw.p", "[suggest:44]");
        run.Output.ShouldContain("thor.raw.portes-key");
    }

    private Task<RunResult> RunAsync(string arguments, params string[] before) => CommandLineRun.InAsync(_folder, new Dictionary<string, string>
    {
        ["SCHEMA_REGISTRY_URL"] = _registry.Url.ToString(),
        ["REGISTRY_USER"] = "me",
        ["REGISTRY_PASSWORD"] = "secret",
    }, before.Length > 0 ? [.. before, $"bifrost registry {arguments}"] : ["registry", .. arguments.Split(' ')]);
}
