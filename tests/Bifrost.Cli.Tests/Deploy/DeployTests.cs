using System.Text.Json;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;
using Bifrost.Testing.Stubs;

namespace Bifrost.Cli.Tests.Deploy;

public sealed class DeployTests
{
    private ScratchProject _project = null!;

    [SetUp]
    public void Start() => _project = new ScratchProject();

    [TearDown]
    public void Stop() => _project.Dispose();

    [Test]
    public async Task Render_writes_checks_and_writes_again_what_was_changed_by_hand()
    {
        (await _project.RunAsync("render", "--check")).Exit.ShouldBe(ExitCode.Differs);
        (await _project.RunAsync("render")).Output.ShouldEndWith("4 of 4 files were changed.\n");
        var check = await _project.RunAsync("render", "--check");
        (check.Exit, check.Output).ShouldBe((ExitCode.Fine, "4 connector files are as the topology says.\n"));
        var rendered = _project.Read("connectors/embedded/mjolnir-sink.json");
        _project.Write("connectors/embedded/mjolnir-sink.json", rendered.Replace("\"upsert\"", "\"insert\""));
        check = await _project.RunAsync("render", "--check");
        check.Exit.ShouldBe(ExitCode.Differs);
        check.Output.ShouldBe(
            """
            connectors/embedded/mjolnir-sink.json: it is stale
                -    "insert.mode": "insert",
                +    "insert.mode": "upsert",
            1 of 4 files differ. Write them with `bifrost render`.

            """);
        (await _project.RunAsync("render", "--cluster", "kafka", "--check")).Exit.ShouldBe(ExitCode.Fine);
        (await _project.RunAsync("render")).Exit.ShouldBe(ExitCode.Fine);
        _project.Read("connectors/embedded/mjolnir-sink.json").ShouldBe(rendered);
    }

    [Test]
    public async Task Plan_exits_with_3_apply_makes_it_so_and_then_there_is_nothing_to_do()
    {
        var plan = await _project.RunAsync("plan");
        plan.Exit.ShouldBe(ExitCode.Differs);
        plan.Output.ShouldStartWith("Cluster embedded: 2 to create, 0 to update, 0 to change state, 0 to delete, 0 as wanted.\n\n+ thor-source (source)\n");
        plan.Output.ShouldContain("    + database.password = ${env:THOR_PASSWORD}\n");
        _project.Cluster.Writes.ShouldBeEmpty();
        var apply = await _project.RunAsync("apply");
        apply.Exit.ShouldBe(ExitCode.Fine, apply.Error);
        apply.Output.ShouldBe("thor-source: created, RUNNING (1 of 1 tasks)\nmjolnir-sink: created, RUNNING (1 of 1 tasks)\nCluster embedded is as the topology says.\n");
        (await _project.RunAsync("plan")).Output.ShouldBe("Cluster embedded: nothing to do, 2 connectors are as wanted.\n");
        (await _project.RunAsync("apply")).Output.ShouldStartWith("thor-source: unchanged, RUNNING");
        _project.Cluster.Writes.Count.ShouldBe(2);
    }

    [Test]
    public async Task A_plan_as_JSON_is_one_object_with_masked_values()
    {
        _project.Cluster.Add("mjolnir-sink", ("topics", "t"), ("connection.password", "hunter2"), ("bifrost.topology", "asgard"));
        var run = await _project.RunAsync("plan", "--output", "json");
        run.Output.ShouldNotContain("hunter2");
        var plan = JsonDocument.Parse(run.Output).RootElement;
        plan.GetProperty("cluster").GetString().ShouldBe("embedded");
        plan.GetProperty("hasChanges").GetBoolean().ShouldBeTrue();
        plan.GetProperty("changes").EnumerateArray().Select(static change => change.GetProperty("kind").GetString()).ShouldBe(["create", "update"]);
    }

    [Test]
    public async Task A_dry_run_validates_and_changes_nothing()
    {
        _project.Cluster.Faults[("mjolnir-sink", "insert.mode")] = "Value must be one of insert, upsert, update";
        var run = await _project.RunAsync("apply", "--dry-run");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Error.ShouldContain("bifrost: mjolnir-sink: insert.mode: Value must be one of insert, upsert, update\n");
        _project.Cluster.Writes.ShouldBeEmpty();
    }

    [Test]
    public async Task Pruning_is_asked_for_and_takes_only_this_topology()
    {
        await _project.RunAsync("apply");
        _project.Cluster.Add("old-sink", ("topics", "t"), ("bifrost.topology", "asgard"));
        _project.Cluster.Add("foreign-sink", ("topics", "t"));
        (await _project.RunAsync("plan")).Output.ShouldContain("note: old-sink belongs to this topology, which no longer has it; `bifrost apply --prune` deletes it.\n");
        (await _project.RunAsync("apply", "--prune")).Exit.ShouldBe(ExitCode.Fine);
        _project.Cluster.Connectors.Keys.ShouldBe(["foreign-sink", "mjolnir-sink", "thor-source"]);
    }

    [TestCase(200, "<html></html>", "text/html", "answered 200 with an HTML page. That is not Kafka Connect; look for a proxy or a wrong port.")]
    [TestCase(502, "<html></html>", "text/html", "answered 502 with an HTML page. That is not Kafka Connect; look for a proxy or a wrong port.")]
    [TestCase(401, "User cannot access the resource.", "text/plain", "refuses access (401: User cannot access the resource). It asks for a login: set the cluster's user and password in the topology.")]
    [TestCase(403, "", "text/plain", "refuses access (403).")]
    public async Task What_stands_before_the_cluster_is_told_and_nothing_is_written(int status, string body, string type, string says)
    {
        _project.Cluster.Before = _ => new StubAnswer(status, body, type);
        foreach (var command in new[] { "plan", "apply" })
        {
            var run = await _project.RunAsync(command);
            run.Exit.ShouldBe(ExitCode.Fault);
            run.Error.ShouldContain(says);
            run.Error.ShouldNotContain("   at ");
        }

        _project.Cluster.Writes.ShouldBeEmpty();
    }

    [Test]
    public async Task A_wrong_login_says_so_and_does_not_print_it()
    {
        using var project = new ScratchProject(ScratchProject.Topology.Replace("kind: embedded\n", "kind: embedded\n    user: ops\n    password: ${env:CONNECT_PASSWORD}\n"));
        project.Cluster.Before = static _ => new StubAnswer(401, "", "text/plain");
        var run = await CommandLineRun.InAsync(project.Folder, new Dictionary<string, string> { ["BIFROST_EMBEDDED_URL"] = project.Cluster.Url.ToString(), ["CONNECT_PASSWORD"] = "hunter2" }, "plan");
        run.Error.ShouldContain("refuses access (401). Check the cluster's user and password.");
        run.Error.ShouldNotContain("hunter2");
        project.Cluster.Requests[0].Authorization.ShouldBe("Basic " + Convert.ToBase64String("ops:hunter2"u8));
    }

    [Test]
    public async Task The_authority_of_a_cluster_is_looked_for_beside_the_topology()
    {
        using var project = new ScratchProject(ScratchProject.Topology.Replace("kind: embedded\n", "kind: embedded\n    ca: certificates/ca.pem\n"));
        (await project.RunAsync("plan")).Error.ShouldContain($"is of no use: {Path.Combine(project.Folder, "certificates", "ca.pem")}: ");
    }

    [Test]
    public async Task A_cluster_that_is_down_says_which_and_what_to_do()
    {
        var url = $"http://127.0.0.1:{StubServer.FreePort()}";
        var run = await CommandLineRun.InAsync(_project.Folder, new Dictionary<string, string> { ["BIFROST_EMBEDDED_URL"] = url }, "plan");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Error.ShouldBe($"bifrost: The Connect cluster 'embedded' at {url}/ cannot be reached: Connection refused. Start it with `bifrost up`, or `bifrost worker` for the worker alone.\n");
    }
}
