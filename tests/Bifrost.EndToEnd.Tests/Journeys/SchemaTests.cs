using System.Text.Json;
using Bifrost.EndToEnd.Tests.CommandLine;

namespace Bifrost.EndToEnd.Tests.Journeys;

/// <summary>The snapshot of the source's tables, and what is made and told by it.</summary>
public sealed class SchemaTests
{
    [Test]
    public async Task The_snapshot_is_pulled_makes_the_replicas_tables_and_is_told_of_when_the_source_moves_on()
    {
        await using var place = Workplace.WithSample();
        await place.MustAsync("up");
        await place.MustAsync("schema pull");
        var snapshot = Path.Combine(place.Folder, "bifrost.tables.yml");
        (await File.ReadAllTextAsync(snapshot)).ShouldBe(await File.ReadAllTextAsync(Path.Combine(Workplace.RepositoryRoot(), "bifrost.tables.yml")), "the sample's snapshot is committed: pull it anew");
        (await place.BifrostAsync("schema pull --check")).ExitCode.ShouldBe(0);

        (await place.BifrostAsync("schema create --target mjolnir --dry-run")).ExitCode.ShouldBe(3);
        await place.MustAsync("schema create --target mjolnir");
        (await place.MustAsync("schema create --target mjolnir")).Output.ShouldContain("mjolnir: every table is there.");
        await place.MustAsync("apply");
        await place.MustAsync("etl sample --issue first");
        await place.MustAsync("status --wait --caught-up");
        await place.MustAsync("verify");

        await place.ExecuteAsync(place.Superuser("thor"), "alter table raw.portes add column valor numeric; create table raw.novo (id int)");
        var check = await place.BifrostAsync("schema pull --check --output json");
        check.ExitCode.ShouldBe(3);
        JsonDocument.Parse(check.Output).RootElement.GetProperty("changes").EnumerateArray().Select(static change => $"{change.GetProperty("table").GetString()}: {change.GetProperty("text").GetString()}")
            .ShouldBe(["raw.novo: a new table, without a key", "raw.portes: column valor (numeric) is new"]);
        (await place.BifrostAsync("plan")).Error.ShouldContain("note: thor: raw.novo: a new table, without a key");
        await place.MustAsync("schema pull");
        (await place.BifrostAsync("render --cluster kafka")).ShouldSatisfyAllConditions(
            static render => render.ExitCode.ShouldBe(1),
            static render => render.Error.ShouldContain("raw.novo has no key"));
        (await File.ReadAllTextAsync(Path.Combine(place.Folder, "connectors", "kafka", "thor-source.json"))).ShouldContain("\"decimal.handling.mode\": \"string\"");

        await place.ExecuteAsync(place.Superuser("mjolnir"), "alter table raw.portes alter column total type text");
        var create = await place.BifrostAsync("schema create --target mjolnir --dry-run");
        create.ExitCode.ShouldBe(3);
        create.Output.ShouldContain("raw.portes.total is text here and integer at the source.");
    }
}
