using System.Text.Json;
using System.Text.Json.Nodes;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;
using Bifrost.Testing.Stubs;

namespace Bifrost.Cli.Tests.Deploy;

public sealed class PlanFileTests
{
    private ScratchProject _project = null!;

    [SetUp]
    public void Start() => _project = new ScratchProject();

    [TearDown]
    public void Stop() => _project.Dispose();

    [Test]
    public async Task A_plan_as_JSON_is_as_committed()
    {
        _project.Cluster.Add("mjolnir-sink", ("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector"), ("topics", "t"), ("connection.password", "hunter2"), ("bifrost.topology", "asgard"));
        _project.Cluster.Add("old-sink", ("topics", "t"), ("bifrost.topology", "asgard"));
        _project.Cluster.Connectors["mjolnir-sink"].Be("PAUSED");
        _project.WriteSmallTemplates();
        var run = await _project.RunAsync("plan", "--templates", "small", "--output", "json");
        run.Exit.ShouldBe(ExitCode.Differs);
        Expectation.Holds("plan-json", run.Output);
    }

    [Test]
    public async Task A_plan_is_applied_as_it_was_shown_and_a_second_time_changes_nothing()
    {
        (await _project.RunAsync("plan", "--out", "plans/a.plan")).Exit.ShouldBe(ExitCode.Differs);
        _project.Write("bifrost.yml", _project.Read("bifrost.yml").Replace("      - raw.*", "      - raw.portes"));
        var apply = await _project.RunAsync("apply", "plans/a.plan");
        apply.Exit.ShouldBe(ExitCode.Fine, apply.Error);
        _project.Cluster.Connectors["thor-source"].Config["table.include.list"].ShouldBe("raw\\..*");
        (await _project.RunAsync("apply", "plans/a.plan")).Output.ShouldBe("thor-source: unchanged, RUNNING (1 of 1 tasks)\nmjolnir-sink: unchanged, RUNNING (1 of 1 tasks)\nCluster embedded is as planned.\n");
        _project.Cluster.Writes.Count.ShouldBe(2);
    }

    [Test]
    public async Task A_plan_holds_what_the_rendered_files_hold_and_of_the_cluster_only_states_and_fingerprints()
    {
        _project.Cluster.Add("mjolnir-sink", ("connection.password", "hunter2"), ("gone", "of-the-cluster"), ("bifrost.topology", "asgard"), ("topics", "t"));
        await _project.RunAsync("plan", "--out", "a.plan");
        var text = _project.Read("a.plan");
        text.ShouldNotContain("hunter2");
        text.ShouldNotContain("of-the-cluster");
        var plan = JsonNode.Parse(text)!;
        ((int)plan["format"]!, (string)plan["topology"]!, (string)plan["cluster"]!).ShouldBe((1, "asgard", "embedded"));
        plan["connectors"]!.AsArray().Select(static one => $"{one!["name"]} {one["kind"]} {one["was"]?["state"]}").ShouldBe(["thor-source create ", "mjolnir-sink update running"]);
    }

    [Test]
    public async Task What_has_moved_on_is_refused_by_name_and_the_rest_is_applied()
    {
        await _project.RunAsync("apply");
        _project.Write("bifrost.yml", _project.Read("bifrost.yml").Replace("      - raw.*", "      - raw.portes"));
        await _project.RunAsync("plan", "--out", "a.plan");
        _project.Cluster.Connectors["mjolnir-sink"].Config["batch.size"] = "1";
        var run = await _project.RunAsync("apply", "a.plan");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Output.ShouldContain("mjolnir-sink: refused\n    It is no longer as the plan says: its configuration is another one. Nothing was changed; make a new plan.\n");
        run.Output.ShouldContain("thor-source: updated, RUNNING");
        _project.Cluster.Connectors["mjolnir-sink"].Config["batch.size"].ShouldBe("1");
        (await _project.RunAsync("apply", "a.plan", "--dry-run")).Error.ShouldContain("mjolnir-sink: it is no longer as the plan says");
    }

    [Test]
    public async Task A_connector_that_was_paused_made_or_deleted_since_is_refused()
    {
        await _project.RunAsync("apply");
        _project.Write("bifrost.yml", _project.Read("bifrost.yml").Replace("      - raw.*", "      - raw.portes"));
        await _project.RunAsync("plan", "--out", "a.plan");
        _project.Cluster.Connectors["mjolnir-sink"].Be("PAUSED");
        _project.Cluster.Connectors.Remove("thor-source");
        var run = await _project.RunAsync("apply", "a.plan");
        run.Output.ShouldContain("It is no longer as the plan says: it was RUNNING and is PAUSED.");
        run.Output.ShouldContain("It is no longer as the plan says: it is gone.");
        _project.Cluster.Connectors.Keys.ShouldBe(["mjolnir-sink"]);
    }

    [Test]
    public async Task A_deletion_of_a_plan_spares_a_connector_that_was_changed_since()
    {
        _project.Cluster.Add("old-sink", ("topics", "t"), ("bifrost.topology", "asgard"));
        _project.Cluster.Add("older-sink", ("topics", "t"), ("bifrost.topology", "asgard"));
        await _project.RunAsync("plan", "--prune", "--out", "a.plan");
        _project.Cluster.Connectors["old-sink"].Config["topics"] = "u";
        (await _project.RunAsync("apply", "a.plan")).Exit.ShouldBe(ExitCode.Fault);
        _project.Cluster.Connectors.Keys.ShouldBe(["mjolnir-sink", "old-sink", "thor-source"]);
    }

    [TestCase("\"topology\": \"asgard\"", "\"topology\": \"midgard\"", "a.plan is a plan of the topology 'midgard', and this one is 'asgard'.")]
    [TestCase("\"cluster\": \"embedded\"", "\"cluster\": \"kafka\"", "a.plan is a plan for the cluster 'kafka', not for 'embedded'.")]
    [TestCase("\"format\": 1", "\"format\": 2", "a.plan is a plan of format 2, and this bifrost reads format 1.")]
    [TestCase("\"format\": 1,", "", "a.plan is no plan: it does not say its format.")]
    [TestCase("\"kind\": \"create\"", "\"kind\": \"conjure\"", "a.plan is no plan: it does not fit at $.connectors[0].kind.")]
    [TestCase("\"salt\": \"", "\"salt\": \"?", "a.plan is no plan: its salt is not base64.")]
    [TestCase("{", "[", "a.plan is no plan: it is not JSON of that form.")]
    public async Task A_plan_of_another_topology_cluster_or_form_is_refused_and_nothing_is_done(string before, string after, string says)
    {
        await _project.RunAsync("plan", "--out", "a.plan");
        var text = _project.Read("a.plan");
        _project.Write("a.plan", text[..text.IndexOf(before, StringComparison.Ordinal)] + after + text[(text.IndexOf(before, StringComparison.Ordinal) + before.Length)..]);
        var run = await _project.RunAsync("apply", "a.plan");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Error.ShouldContain(says);
        _project.Cluster.Writes.ShouldBeEmpty();
    }

    [Test]
    public async Task A_plan_that_is_not_there_says_how_to_make_one()
    {
        var run = await _project.RunAsync("apply", "nowhere.plan");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Error.ShouldContain("`bifrost plan --out FILE` writes a plan.");
        (await _project.RunAsync("apply", "a.plan", "--prune")).Exit.ShouldBe(ExitCode.Usage);
    }
}
