using Bifrost.Cli.Deploy;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;
using Bifrost.Topology;
using Bifrost.Topology.Tables;

namespace Bifrost.Cli.Tests.Deploy;

public sealed class SourceTopicsTests
{
    [Test]
    public void Every_captured_table_has_a_topic_as_Debezium_names_it_with_the_settings_of_the_source()
    {
        var topology = TopologyFile.Parse(ScratchProject.Topology.Replace("    tables:\n      - raw.*", "    topics: { partitions: 3, config: { cleanup.policy: compact } }\n    tables:\n      - raw.*"), "bifrost.yml");
        var tables = TablesFile.Parse("sources:\n  thor:\n    tables:\n      raw.portes: { columns: { id: integer } }\n      \"raw.São Paulo\": { columns: { id: integer } }\n      public.other: { columns: { id: integer } }\n", "bifrost.tables.yml");
        var topics = SourceTopics.Of(topology, tables);
        topics.Select(static topic => topic.Name).ShouldBe(["thor.raw.portes", "thor.raw.S_o_Paulo"], ignoreOrder: true);
        topics.ShouldAllBe(static topic => topic.Partitions == 3 && topic.ReplicationFactor == null && topic.Config!["cleanup.policy"] == "compact");
    }

    [Test]
    public void Tables_that_the_topology_names_one_by_one_need_no_snapshot() =>
        SourceTopics.Of(TopologyFile.Parse(ScratchProject.Topology.Replace("raw.*", "raw.portes"), "bifrost.yml"), SourceTables.None).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            static topic => topic.Name.ShouldBe("thor.raw.portes"),
            static topic => topic.Partitions.ShouldBeNull());

    [Test]
    public void Tables_that_are_not_known_are_asked_for() =>
        Should.Throw<CommandException>(() => SourceTopics.Of(TopologyFile.Parse(ScratchProject.Topology, "bifrost.yml"), SourceTables.None)).Message.ShouldContain("`bifrost schema pull`");

    [TestCase("embedded", 2, "which has no topics")]
    [TestCase("kafka", 1, "name them in clusters.kafka.bootstrap")]
    public async Task Topics_are_made_only_where_there_are_brokers(string cluster, int exit, string says)
    {
        using var project = new ScratchProject(ScratchProject.Topology.Replace("raw.*", "raw.portes"));
        var run = await project.RunAsync("apply", "--create-topics", "--cluster", cluster);
        ((int)run.Exit).ShouldBe(exit);
        run.Error.ShouldContain(says);
        project.Cluster.Writes.ShouldBeEmpty();
    }

    [Test]
    public async Task A_plan_for_Kafka_says_what_becomes_of_offsets_that_may_be_left()
    {
        using var project = new ScratchProject();
        (await project.RunAsync("plan", "--cluster", "kafka")).Output.ShouldContain("    note: Offsets of an earlier connector of this name, if there was one, are still there");
        (await project.RunAsync("plan")).Output.ShouldNotContain("Offsets of an earlier connector");
    }
}
