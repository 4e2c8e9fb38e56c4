using System.Text.Json;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;

namespace Bifrost.Cli.Tests.Render;

/// <summary>What the connectors cannot carry is said before anything is deployed, and only where it is true.</summary>
public sealed class FindingsTests
{
    private const string Tables =
        """
        sources:
          thor:
            tables:
              raw.portes:
                columns:
                  id: { type: bigint, nullable: false }
                  dia: date
                  hora: time without time zone
                  marcas: { type: "bit varying(5)" }
                primaryKey: [id]
              raw.log:
                columns: { linha: text }
        """;

    private ScratchProject _project = null!;

    [SetUp]
    public void Start()
    {
        _project = new ScratchProject();
        _project.Write("bifrost.tables.yml", Tables);
    }

    [TearDown]
    public void Stop() => _project.Dispose();

    [Test]
    public async Task Render_writes_the_files_says_the_findings_and_fails_for_errors()
    {
        var render = await _project.RunAsync("render");
        render.Exit.ShouldBe(ExitCode.Fault);
        render.Output.ShouldEndWith("4 of 4 files were changed.\n");
        render.Error.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line[..line.IndexOf(':', line.IndexOf(':') + 1)]).ShouldBe(
            ["error: thor-source on kafka", "error: thor-source on kafka", "warning: thor-source on kafka", "warning: thor-source on kafka"]);
        render.Error.ShouldContain("error: thor-source on kafka: raw.log has no key, and the sinks stop at its first row. Give it a primary key (alter table \"raw\".\"log\" add primary key (…);)");
        render.Error.ShouldContain("raw.portes.marcas is bit varying(5), whose shorter values arrive filled up with zeros.");
        render.Error.ShouldContain("[time]");
    }

    [Test]
    public async Task The_embedded_cluster_has_no_findings()
    {
        var apply = await _project.RunAsync("apply");
        (apply.Exit, apply.Error.Contains("error:", StringComparison.Ordinal)).ShouldBe((ExitCode.Fine, false), apply.Error);
    }

    [Test]
    public async Task Plan_says_them_and_exits_with_1_and_apply_deploys_nothing()
    {
        var plan = await _project.RunAsync("plan", "--cluster", "kafka");
        plan.Exit.ShouldBe(ExitCode.Fault);
        plan.Output.ShouldContain("+ thor-source (source)");
        plan.Error.ShouldContain("[no-key]");
        var apply = await _project.RunAsync("apply", "--cluster", "kafka");
        apply.Exit.ShouldBe(ExitCode.Fault);
        apply.Error.ShouldEndWith("bifrost: 2 findings are errors: rows would be lost, or a task would stop. Mend what they name, or take them as they are with `accept:` in the topology. Nothing was deployed to kafka.\n");
        (await _project.RunAsync("apply", "--cluster", "kafka", "--dry-run")).ShouldSatisfyAllConditions(
            static run => run.Exit.ShouldBe(ExitCode.Fault), static run => run.Output.ShouldContain("+ thor-source (source)"));
        _project.Cluster.Writes.ShouldBeEmpty();
    }

    [Test]
    public async Task What_is_accepted_stops_nothing_and_what_is_accepted_in_vain_is_named()
    {
        _project.Write("bifrost.yml", $"{ScratchProject.Topology}\naccept:\n  - no-key raw.log\n  - bit-varying\n  - hstore\n");
        var render = await _project.RunAsync("render");
        render.Exit.ShouldBe(ExitCode.Fine);
        render.Error.ShouldContain("warning: accept has 'hstore', and there is no such finding.");
        render.Error.ShouldNotContain("error:");
        (await _project.RunAsync("apply", "--cluster", "kafka")).Exit.ShouldBe(ExitCode.Fine);
    }

    [Test]
    public async Task As_JSON_every_finding_is_a_record()
    {
        var findings = JsonDocument.Parse((await _project.RunAsync("render", "--output", "json")).Output).RootElement.GetProperty("findings").EnumerateArray().ToList();
        findings.Select(static one => one.GetProperty("rule").GetString()).ShouldBe(["date", "time", "bit-varying", "no-key"], ignoreOrder: true);
        var date = findings.Single(static one => one.GetProperty("rule").GetString() == "date");
        (date.GetProperty("severity").GetString(), date.GetProperty("table").GetString(), date.GetProperty("column").GetString()).ShouldBe(("warning", "raw.portes", "dia"));
    }

    [Test]
    public async Task A_snapshot_with_a_fault_is_named_by_its_own_file()
    {
        _project.Write("bifrost.tables.yml", "sources: { thor: { tabels: {} } }\n");
        var render = await _project.RunAsync("render");
        render.Exit.ShouldBe(ExitCode.Fault);
        render.Error.ShouldStartWith("bifrost.tables.yml:1:20: sources.thor.tabels: There is no field 'tabels'");
        render.Error.ShouldEndWith("bifrost: bifrost.tables.yml has 1 fault; nothing was done.\n");
    }

    [Test]
    public async Task Tables_cannot_be_made_of_nothing()
    {
        File.Delete(Path.Combine(_project.Folder, "bifrost.tables.yml"));
        (await _project.RunAsync("schema", "create")).Error.ShouldBe("bifrost: There is no bifrost.tables.yml beside the topology, so that the sources' tables are not known. Run `bifrost schema pull` first.\n");
    }
}
