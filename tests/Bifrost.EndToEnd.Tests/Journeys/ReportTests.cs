using System.Text.Json;
using Bifrost.EndToEnd.Tests.CommandLine;

namespace Bifrost.EndToEnd.Tests.Journeys;

public sealed class ReportTests
{
    [Test]
    public async Task The_page_calls_both_replicas_equal_and_then_names_the_one_that_stands_still()
    {
        await using var place = Workplace.WithSample();
        await place.MustAsync("up");
        await place.MustAsync("apply");
        var unbuilt = await place.MustFailAsync("report --skip-verify", 1, "The star of mjolnir has not been built", "bifrost models run --target mjolnir");
        unbuilt.Output.ShouldContain("bifrost models run --target stormbreaker");

        await place.MustAsync("run");
        await place.MustAsync("models run --all --with sql");
        var well = await ReportAsync(place, "report", 0);
        well.Root.GetProperty("starsEqual").GetBoolean().ShouldBeTrue();
        well.Findings.ShouldContain("good: mjolnir and stormbreaker equal their source, row by row.");
        well.Findings.ShouldContain("good: The stars of mjolnir and stormbreaker are equal, mart by mart.");
        well.Findings.ShouldContain("good: No row is lost between the replicated tables and the facts.");
        well.Findings.ShouldContain(static finding => finding.StartsWith("good: mjolnir and stormbreaker are fresh: ", StringComparison.Ordinal));
        well.Page.ShouldContain("OCORRENCIAS_2025");
        well.Page.ShouldContain("id=\"star1-lost-chart\"");
        well.Page.ShouldContain("São Paulo");

        await place.MustAsync("stop stormbreaker-sink");
        // As though nobody had looked for an hour: no beat will come to correct it.
        await place.ExecuteAsync(place.Superuser("stormbreaker"), "update bifrost.heartbeat set beat_at = beat_at - interval '1 hour'");
        await place.MustAsync("etl generate --kind portes --rows 50 --year 2023 --seed 7 --to portes");
        await place.MustAsync("etl run --input portes");
        await place.MustAsync("status mjolnir-sink --wait --caught-up");
        await place.MustAsync("models run --target mjolnir --with sql");
        var behind = await ReportAsync(place, "report --timeout 2", 1);
        behind.Findings.ShouldContain("fault: stormbreaker: stormbreaker-sink is stopped, so nothing flows.");
        behind.Findings.ShouldContain(static finding => finding.StartsWith("fault: stormbreaker is behind: its last heartbeat from thor-source is ", StringComparison.Ordinal));
        behind.Findings.ShouldContain(static finding => finding.StartsWith("fault: stormbreaker could not be compared with thor-source. ", StringComparison.Ordinal));
        behind.Findings.ShouldContain(static finding => finding.StartsWith("differs: The stars of mjolnir and stormbreaker differ in ", StringComparison.Ordinal));
        behind.Findings.ShouldContain("good: mjolnir equals its source, row by row.");
        behind.Page.ShouldContain("<h2 id=\"star2\">The star of stormbreaker</h2>");
    }

    private static async Task<(JsonElement Root, IReadOnlyList<string> Findings, string Page)> ReportAsync(Workplace place, string command, int exitCode)
    {
        var outcome = await place.BifrostAsync($"{command} --output json");
        outcome.ExitCode.ShouldBe(exitCode, outcome.ToString());
        var root = JsonDocument.Parse(outcome.Output).RootElement;
        var page = root.GetProperty("page").GetString()!;
        page.ShouldBe(Path.Combine(place.State, "report", "index.html"));
        return (root, [.. root.GetProperty("findings").EnumerateArray().Select(static finding => $"{finding.GetProperty("level").GetString()}: {finding.GetProperty("sentence").GetString()}")], await File.ReadAllTextAsync(page));
    }
}
