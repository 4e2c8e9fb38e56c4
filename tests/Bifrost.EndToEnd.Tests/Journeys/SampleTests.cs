using System.Text.Json;
using Bifrost.EndToEnd.Tests.CommandLine;

namespace Bifrost.EndToEnd.Tests.Journeys;

/// <summary>What <c>make build</c>, <c>make run</c> and <c>make destroy</c> do, through the same commands.</summary>
public sealed class SampleTests
{
    [Test]
    public async Task The_sample_travels_from_ThorDB_into_both_replicas_and_is_proven_equal_twice_in_a_row()
    {
        await using var place = Workplace.WithSample();
        await place.MustAsync("up");
        await place.MustAsync("apply");
        for (var round = 1; round <= 2; round++)
        {
            var report = JsonDocument.Parse((await place.MustAsync("run --output json")).Output).RootElement;
            foreach (var table in report.GetProperty("tables").EnumerateArray())
            {
                table.GetProperty("inserted").GetInt64().ShouldBeGreaterThan(0, table.ToString());
                table.GetProperty("updated").GetInt64().ShouldBeGreaterThan(0, table.ToString());
                table.GetProperty("deleted").GetInt64().ShouldBeGreaterThan(0, table.ToString());
            }
            report.GetProperty("replicas").EnumerateArray().Select(static replica => replica.GetProperty("equal").GetBoolean()).ShouldBe([true, true]);
        }

        (await place.BifrostAsync("plan")).ExitCode.ShouldBe(0);
        await place.MustAsync("destroy");
        Directory.Exists(Path.Combine(place.Folder, ".bifrost")).ShouldBeFalse();
    }

    [Test]
    public async Task Up_after_down_finds_everything_where_it_was()
    {
        await using var place = Workplace.WithSample();
        await place.MustAsync("up");
        await place.MustAsync("apply");
        await place.MustAsync("etl sample --issue first");
        await place.MustAsync("down");
        await place.MustAsync("down");
        await place.MustAsync("up");
        await place.MustAsync("etl sample --issue second");
        await place.MustAsync("status --wait --caught-up");
        await place.MustAsync("verify");
    }
}
