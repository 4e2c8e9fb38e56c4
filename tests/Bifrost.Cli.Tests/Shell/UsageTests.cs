using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Tests.Shell;

public sealed class UsageTests
{
    [TestCase("unknown-command", "statsu")]
    [TestCase("unknown-option", "render --chek")]
    [TestCase("unknown-option-with-value", "status --outptu json")]
    [TestCase("unknown-verb", "offsets gett mjolnir-sink")]
    [TestCase("missing-verb", "offsets")]
    [TestCase("missing-command", "")]
    [TestCase("missing-argument", "offsets get")]
    [TestCase("missing-option", "offsets set mjolnir-sink")]
    [TestCase("wrong-format", "status --output xml")]
    [TestCase("wrong-number", "apply --timeout soon")]
    [TestCase("wrong-level", "loggers set root loud")]
    [TestCase("url-for-a-plan", "plan --cluster http://127.0.0.1:1")]
    [TestCase("wrong-address", "worker --listen nowhere")]
    [TestCase("wrong-contender", "bench --with kafak")]
    [TestCase("kafka-nowhere", "bench --with kafka")]
    [TestCase("nothing-for-kafka", "bench --with kafka --workload etl --workload wide")]
    public async Task A_wrong_command_line_exits_with_2_and_says_the_nearest_name(string name, string line)
    {
        var run = await CommandLineRun.InAsync(Path.GetTempPath(), line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        run.Exit.ShouldBe(ExitCode.Usage);
        run.Output.ShouldBeEmpty();
        Expectation.Holds($"usage-{name}", run.Error);
    }

    [Test]
    public async Task An_unknown_cluster_names_the_nearest()
    {
        using var project = new ScratchProject();
        var run = await project.RunAsync("status", "--cluster", "kafak");
        run.Exit.ShouldBe(ExitCode.Usage);
        run.Error.ShouldBe("bifrost: The topology has no cluster 'kafak'; did you mean 'kafka'? It has: embedded, kafka.\n");
    }

    [Test]
    public async Task Every_fault_of_the_topology_is_a_line_that_an_editor_can_jump_to()
    {
        using var project = new ScratchProject(ScratchProject.Topology.Replace("kind: embedded", "kind: embeded").Replace("tables:", "tabels:"));
        var run = await project.RunAsync("plan");
        run.Exit.ShouldBe(ExitCode.Fault);
        var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldStartWith("bifrost.yml:4:");
        lines[^1].ShouldBe($"bifrost: bifrost.yml has {lines.Length - 1} faults; nothing was done.");
        run.Error.ShouldNotContain("   at ");
    }

    [Test]
    public async Task A_missing_topology_says_how_to_name_one()
    {
        var run = await CommandLineRun.InAsync(Path.GetTempPath(), "plan", "--file", "nowhere.yml");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Error.ShouldStartWith("nowhere.yml:1:1: There is no such file;");
    }

    [Test]
    public async Task An_error_is_a_sentence_and_its_details_come_with_verbose()
    {
        using var project = new ScratchProject();
        Directory.CreateDirectory(Path.Combine(project.Folder, "folder"));
        var run = await project.RunAsync("schema", "json", "--to", "folder");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Error.ShouldNotContain("   at ");
        (await project.RunAsync("schema", "json", "--to", "folder", "--verbose")).Error.ShouldContain("   at ");
    }
}
