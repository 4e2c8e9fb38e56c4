using Bifrost.KafkaConnect.Tests.Places;
using Bifrost.Testing;
using Bifrost.Testing.CommandLine;

namespace Bifrost.KafkaConnect.Tests.Deploy;

public sealed class ApplyTests
{
    private const string Rows = "select * from app.t";

    private KafkaPlace? _made;

    private KafkaPlace Place => _made!;

    private string Sink => Place.SinkConnectors[0];

    [SetUp]
    public async Task CreateAsync() => _made = await KafkaPlace.CreateAsync("create table app.t (id int primary key, name text); insert into app.t values (1, 'one')");

    [TearDown]
    public async Task RemoveAsync()
    {
        if (_made is { } made)
            await made.DisposeAsync();
        _made = null;
    }

    [Test]
    public async Task A_plan_is_applied_from_its_file_and_then_there_is_nothing_to_do_until_the_topology_changes()
    {
        (await Place.BifrostAsync("plan --cluster kafka --out a.plan")).ExitCode.ShouldBe(3);
        await Place.KafkaAsync("apply a.plan");
        (await Place.KafkaAsync("plan")).Output.ShouldContain("nothing to do, 2 connectors are as wanted.");
        var again = await Place.KafkaAsync("apply");
        again.Output.ShouldContain($"{Place.SourceConnector}: unchanged, RUNNING (1 of 1 tasks)");
        await Place.UntilEqualAsync(Rows);

        // A configuration and a state in one apply both happen.
        Place.Edit(text => text.Replace("targets:\n", $"defaults: {{ targets: {{ state: paused, config: {{ batch.size: 77 }} }} }}\ntargets:\n"));
        (await Place.BifrostAsync("plan --cluster kafka --out b.plan")).Output.ShouldContain("~ batch.size: 5000 -> 77");
        (await Place.KafkaAsync("apply b.plan")).Output.ShouldContain($"{Sink}: updated, PAUSED");
        (await Place.KafkaAsync("connectors describe " + Sink)).Output.ShouldContain("batch.size = 77");

        // What was done is done; what has moved on since a plan is refused.
        (await Place.KafkaAsync("apply b.plan")).Output.ShouldContain($"{Sink}: unchanged, PAUSED");
        Place.Edit(static text => text.Replace("batch.size: 77", "batch.size: 78"));
        (await Place.BifrostAsync("plan --cluster kafka --out c.plan")).ExitCode.ShouldBe(3);
        await Place.KafkaAsync("resume " + Sink);
        await Place.MustFailAsync("apply --cluster kafka c.plan", 1, $"{Sink}: refused", "it was PAUSED and is RUNNING");
    }

    [Test]
    public async Task Two_applies_at_once_end_well()
    {
        var outcomes = await Task.WhenAll(Place.BifrostAsync("apply --cluster kafka"), Place.BifrostAsync("apply --cluster kafka"));
        outcomes.ShouldAllBe(static outcome => outcome.ExitCode == 0, string.Join('\n', outcomes.Select(static outcome => outcome.ToString())));
        await Place.UntilEqualAsync(Rows);
    }

    [Test]
    public async Task A_name_that_still_has_offsets_says_so_and_begins_anew_where_that_is_asked_for()
    {
        await Place.DeployAsync();
        await Place.UntilEqualAsync(Rows);
        await UntilOffsetsAsync();
        await Place.KafkaAsync("connectors delete " + Sink);
        await Place.Targets[0].ExecuteAsync("truncate app.t");
        (await Place.KafkaAsync("apply")).Output.ShouldContain($"It goes on from the offsets that an earlier connector of this name left ({Place.Id}.app.t)");
        (await Place.Targets[0].RowsAsync(Rows)).ShouldBeEmpty();
        await Place.KafkaAsync("connectors delete " + Sink);
        (await Place.KafkaAsync("apply --reset-offsets")).Output.ShouldContain("it reads its topics from their beginning");
        await Place.UntilEqualAsync(Rows);
    }

    [Test]
    public async Task A_class_that_is_not_installed_and_a_task_that_sends_its_reader_to_the_logs_say_what_to_do()
    {
        Place.Edit(static text => text.Replace("targets:\n", "defaults: { targets: { config: { delete.enabled: \"true\", primary.key.mode: none } } }\ntargets:\n"));
        await Place.MustFailAsync("apply --cluster kafka --timeout 20", 1, $"{Sink}: created, FAILED", "check the logs for details", "The reason stands in the log of the worker 127.0.0.1:", "delete.enabled=true without primary.key.mode=record_key");
        Place.Edit(static text => text.Replace("defaults: { targets: { config: { delete.enabled: \"true\", primary.key.mode: none } } }", "defaults: { targets: { connector: confluent-jdbc } }"));
        await Place.MustFailAsync("apply --cluster kafka --dry-run", 1, $"{Sink}: connector.class: 'io.confluent.connect.jdbc.JdbcSinkConnector' is not installed", "did you mean 'io.debezium.connector.jdbc.JdbcSinkConnector'?");
    }

    [Test]
    public async Task What_runs_is_imported_and_renders_back_to_the_same_files()
    {
        await Place.DeployAsync();
        await Place.KafkaAsync("render");
        await Place.KafkaAsync($"import {Place.SourceConnector} {Sink} --to imported/");
        await Place.MustAsync("render --file imported/bifrost.yml");
        foreach (var connector in new[] { Place.SourceConnector, Sink })
            File.ReadAllText(Path.Combine(Place.Folder, "imported", "connectors", "kafka", connector + ".json")).ShouldBe(File.ReadAllText(Path.Combine(Place.Folder, "connectors", "kafka", connector + ".json")));
    }

    [Test]
    public async Task Topics_are_made_beforehand_with_the_settings_of_the_topology()
    {
        Place.Edit(text => text.Replace("      - app.*", "      - app.t\n    topics: { partitions: 3, config: { retention.ms: 3600000 } }"));
        var first = await Place.BifrostAsync("apply --cluster kafka --create-topics");
        if (first.Error.Contains("librdkafka.so.1 is not on this machine", StringComparison.Ordinal))
            Prerequisite.Missing("librdkafka.so.1 is not on this machine (Debian: librdkafka1)");
        first.ExitCode.ShouldBe(0, first.ToString());
        first.Error.ShouldContain($"Topic {Place.Id}.app.t was made.");
        await Place.UntilEqualAsync(Rows);
        (await Place.KafkaAsync("apply --create-topics")).Error.ShouldNotContain("was made");
    }

    /// <summary>A worker writes offsets every two seconds.</summary>
    private async Task<Outcome> UntilOffsetsAsync()
    {
        for (var look = 1; ; look++)
        {
            var offsets = await Place.KafkaAsync("offsets get " + Sink);
            if (offsets.Output.Contains("kafka_offset", StringComparison.Ordinal) || look == 100)
                return offsets;
            await Place.Source.ExecuteAsync("select pg_sleep(0.2)");
        }
    }
}
