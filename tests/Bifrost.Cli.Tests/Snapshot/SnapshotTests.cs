using Bifrost.Cli.Snapshot;
using Bifrost.Cli.Tests.Shell;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Signals;

namespace Bifrost.Cli.Tests.Snapshot;

/// <summary>What is asked for and what is wrong with it, without a database; the signals themselves are tried on both engines.</summary>
public sealed class SnapshotTests
{
    private static readonly TableName Portes = new("raw", "portes");

    [Test]
    public void Signals_are_written_as_Debezium_reads_them()
    {
        SignalText.Execute(SnapshotKind.Incremental, [Portes], null).ShouldBe("""{"type":"incremental","data-collections":["raw\\.portes"]}""");
        SignalText.Execute(SnapshotKind.Incremental, [Portes], "uf = 'SP'").ShouldBe("""{"type":"incremental","data-collections":["raw\\.portes"],"additional-conditions":[{"data-collection":"raw.portes","filter":"uf = 'SP'"}]}""");
        SignalText.Execute(SnapshotKind.Blocking, [new TableName("raw", "Odd\"one")], "true").ShouldBe("""{"type":"blocking","data-collections":["raw\\.Odd\"one"],"additional-conditions":[{"data-collection":"raw\\.Odd\"one","filter":"SELECT * FROM \"raw\".\"Odd\"\"one\" WHERE true"}]}""");
        SignalText.Stop([]).ShouldBe("""{"type":"incremental"}""");
        SignalText.Record(new SignalRow("1", "stop-snapshot", SignalText.Stop([Portes]))).ShouldBe("""{"id":"1","type":"stop-snapshot","data":{"type":"incremental","data-collections":["raw\\.portes"]}}""");
    }

    [TestCase("snapshot", "Name the tables to copy", 2)]
    [TestCase("snapshot raw.a --incremental --blocking", "exclude each other", 2)]
    [TestCase("snapshot --stop --pause", "exclude each other", 2)]
    [TestCase("snapshot --stop --where true", "--where limits what is copied", 2)]
    [TestCase("snapshot raw.a --where true;", "holds no ';'", 2)]
    [TestCase("snapshot raw.a --source thorr", "did you mean 'thor'?", 2)]
    [TestCase("snapshot raw.a", "listens to no signals", 1)]
    public async Task What_is_wrong_is_said_before_anything_is_asked(string arguments, string says, int exit)
    {
        using var project = new ScratchProject();
        var run = await project.RunAsync(arguments.Split(' '));
        ((int)run.Exit).ShouldBe(exit, run.Error);
        run.Error.ShouldContain(says);
        project.Cluster.Requests.ShouldBeEmpty();
    }

    [Test]
    public async Task A_connector_that_would_not_hear_it_is_told_of()
    {
        using var project = new ScratchProject(ScratchProject.Topology.Replace("    tables:\n", "    signals: bifrost.signals\n    tables:\n", StringComparison.Ordinal));
        (await project.RunAsync("snapshot", "--stop")).Error.ShouldContain("has no connector 'thor-source'");
        project.Cluster.Add("thor-source", ("connector.class", "io.debezium.connector.postgresql.PostgresConnector"));
        (await project.RunAsync("snapshot", "--stop")).Error.ShouldContain("runs without signal.data.collection");
        (await project.RunAsync("snapshot", "--stop", "--channel", "kafka")).Error.ShouldContain("runs without signal.kafka.topic");
    }
}
