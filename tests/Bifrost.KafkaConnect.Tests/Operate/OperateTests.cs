using System.Text.Json;
using Bifrost.Catalogs;
using Bifrost.KafkaConnect.Tests.Places;
using Bifrost.Testing;

namespace Bifrost.KafkaConnect.Tests.Operate;

/// <summary>Alone: a status, and a restart of all, are of every connector on the shared workers.</summary>
[NonParallelizable]
public sealed class OperateTests
{
    private const string Table = "create table app.t (id int primary key, name text); insert into app.t select i, 'row ' || i from generate_series(1, 20) i";

    [Test]
    public async Task Lag_counts_the_records_that_a_stopped_sink_has_not_read_and_offsets_take_it_back_and_forth()
    {
        await using var place = await KafkaPlace.CreateAsync(Table);
        await place.DeployAsync();
        await place.UntilEqualAsync("select * from app.t");
        var sink = place.SinkConnectors[0];
        await NeedTheLibraryAsync(place);
        await UntilLagAsync(place, sink, static lag => lag == 0);

        await place.KafkaAsync($"stop {sink}");
        await place.Source.ExecuteAsync("insert into app.t select i, 'row ' || i from generate_series(21, 70) i");
        await UntilLagAsync(place, sink, static lag => lag >= 50);
        (await place.BifrostAsync("status --cluster kafka")).ExitCode.ShouldBe(1);
        (await place.KafkaAsync($"offsets get {sink}")).Output.ShouldContain($"{place.Id}.app.t");
        await place.KafkaAsync($"resume {place.Id}*");
        await UntilLagAsync(place, sink, static lag => lag == 0);
        await place.UntilEqualAsync("select * from app.t");

        // What was read once is read again: the rows are the same afterwards.
        await place.MustFailAsync($"offsets set {sink} {place.Id}.app.t:0=5 --cluster kafka", 1, "can be changed only while it is STOPPED", "--stop");
        await place.KafkaAsync($"offsets set {sink} {place.Id}.app.t:0=5 --stop");
        await place.KafkaAsync($"offsets reset {sink} --stop");
        await UntilLagAsync(place, sink, static lag => lag == 0);
        await place.UntilEqualAsync("select * from app.t");
        (await place.KafkaAsync($"offsets get {place.SourceConnector} --output json")).Output.ShouldContain("\"lagBytes\": ");
        (await place.KafkaAsync("status")).Output.ShouldContain("RUNNING   1/1     -       0 records");
    }

    [Test]
    public async Task A_sink_whose_target_refuses_ends_every_wait_at_once_and_is_restarted_as_often_as_the_budget_says()
    {
        await using var place = await KafkaPlace.CreateAsync(Table);
        await place.DeployAsync();
        await place.UntilEqualAsync("select * from app.t");
        var sink = place.SinkConnectors[0];
        await place.Targets[0].ExecuteAsync("alter table app.t add constraint no_secret check (name <> 'hunter2')");
        await place.Source.ExecuteAsync("update app.t set name = 'hunter2' where id = 1");
        // It is RUNNING until the row has come; then the wait has its full limit before it, and does not take it.
        while ((await place.BifrostAsync($"status {sink} --cluster kafka")).ExitCode == 0)
            await place.Source.ExecuteAsync("select pg_sleep(0.1)");
        await place.MustFailAsync("status --wait --timeout 200 --cluster kafka", 1, "one has failed", "violates check constraint");
        await place.MustFailAsync("verify --timeout 200 --cluster kafka", 3, $"{sink} has FAILED", "violates check constraint");

        var traces = await place.KafkaAsync($"traces {sink}");
        traces.Output.ShouldContain("violates check constraint");
        traces.Output.ShouldContain("at org.postgresql");
        traces.Output.ShouldNotContain("hunter2");
        var given = await place.BifrostAsync($"restart --failed --all --max 2 --back-off 0.1 --cluster kafka --output json");
        given.ExitCode.ShouldBe(1, given.ToString());
        Restarted(given.Output, sink).ShouldBe((2, false));

        await place.Targets[0].ExecuteAsync("alter table app.t drop constraint no_secret");
        Restarted((await place.KafkaAsync("restart --failed --all --output json")).Output, sink).ShouldBe((1, true));
        await place.UntilEqualAsync("select * from app.t");
    }

    [Test]
    public async Task An_imported_catalog_says_of_Debezium_what_the_catalogs_of_Bifrost_say()
    {
        await using var place = await KafkaPlace.CreateAsync(Table);
        await place.KafkaAsync("catalog import --class debezium");
        var imported = CatalogFile.ReadFolder(Path.Combine(place.Folder, "catalogs"));
        foreach (var name in new[] { "io.debezium.connector.postgresql.PostgresConnector", "io.debezium.connector.jdbc.JdbcSinkConnector", "io.debezium.transforms.ExtractNewRecordState" })
        {
            var known = KeyCatalogs.Find(name, "3.6.0.Final").ShouldNotBeNull();
            var live = imported.Single(catalog => catalog.Class == name && catalog.Versions is ["3.6.0.Final"]);
            live.Keys.Select(Said).Order(StringComparer.Ordinal).ShouldBe(known.Keys.Select(Said).Order(StringComparer.Ordinal), name);
        }

        static string Said(KeyDefinition key) =>
            $"{key.Name} {key.Type} {key.Required} {key.Default} {key.Importance} {string.Join(',', key.Recommended.Order(StringComparer.Ordinal))}";
    }

    private static (int Restarts, bool Helped) Restarted(string json, string name)
    {
        var outcome = JsonDocument.Parse(json).RootElement.GetProperty("connectors").EnumerateArray().Single(one => one.GetProperty("health").GetProperty("name").GetString() == name);
        return (outcome.GetProperty("restarts").GetInt32(), outcome.GetProperty("helped").GetBoolean());
    }

    private static async Task UntilLagAsync(KafkaPlace place, string sink, Func<long, bool> wanted)
    {
        for (var look = 0; look < 60; look++)
        {
            if (await LagAsync(place, sink) is { } lag && wanted(lag))
                return;
            await place.Source.ExecuteAsync("select pg_sleep(0.2)");
        }

        throw new TimeoutException($"{await place.BifrostAsync("status --cluster kafka")}\n{await place.BifrostAsync($"offsets get {sink} --cluster kafka")}");
    }

    private static async Task<long?> LagAsync(KafkaPlace place, string sink)
    {
        var lag = JsonDocument.Parse((await place.BifrostAsync("status --cluster kafka --output json")).Output).RootElement.GetProperty("connectors").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == sink).GetProperty("lagRecords");
        return lag.ValueKind == JsonValueKind.Null ? null : lag.GetInt64();
    }

    private static async Task NeedTheLibraryAsync(KafkaPlace place)
    {
        if ((await place.BifrostAsync("status --cluster kafka")).Output is var output && output.Contains("librdkafka", StringComparison.Ordinal))
            Prerequisite.Missing(output.Split('\n').First(static line => line.Contains("librdkafka", StringComparison.Ordinal)));
    }
}
