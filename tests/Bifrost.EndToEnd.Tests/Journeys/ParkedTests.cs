using System.Text.Json;
using Bifrost.EndToEnd.Tests.CommandLine;

namespace Bifrost.EndToEnd.Tests.Journeys;

/// <summary>A row that a replica refuses, from the refusal to the mended replica, with the command line alone.</summary>
public sealed class ParkedTests
{
    private const string Check = "alter table raw.portes add constraint few check (total < 1000) not valid";

    private Workplace _place = null!;

    [OneTimeSetUp]
    public async Task BringUpAsync()
    {
        _place = Workplace.WithSample();
        _place.Edit(static topology => topology.Replace("  mjolnir: # its connector is mjolnir-sink\n", "  mjolnir:\n    config:\n      errors.tolerance: all\n", StringComparison.Ordinal));
        await _place.MustAsync("up");
        await _place.MustAsync("apply");
        await _place.MustAsync("status --wait");
    }

    [OneTimeTearDown]
    public async Task DestroyAsync() => await _place.DisposeAsync();

    [Test]
    public async Task A_refused_row_is_listed_shown_retried_and_the_rest_discarded()
    {
        (await _place.MustAsync("parked list")).Output.ShouldBe("No row is parked.\n");
        await _place.ExecuteAsync(_place.Superuser("mjolnir"), Check);
        await _place.ExecuteAsync(_place.Superuser("thor"), "insert into raw.portes (ano_emissao, mes_emissao, total) values (2020, 1, 7777), (2020, 2, 8888)");
        await _place.MustAsync("status --wait --caught-up");
        (await _place.MustAsync("status")).Output.ShouldContain("mjolnir-sink: 2 refused rows were parked since its task started; `bifrost parked list` shows them.");

        var rows = JsonDocument.Parse((await _place.MustAsync("parked list --output json")).Output).RootElement.GetProperty("rows");
        rows.GetArrayLength().ShouldBe(2);
        var (first, second) = (rows[0].GetProperty("id").GetString()!, rows[1].GetProperty("id").GetString()!);
        first.ShouldStartWith("mjolnir-sink/");
        var list = await _place.MustAsync("parked list");
        list.Output.ShouldContain(first);
        list.Output.ShouldNotContain("7777");
        (await _place.MustAsync($"parked show {first}")).Output.ShouldContain("  total: 7777\n");
        await _place.MustFailAsync("parked show mjolnir-sink/99999", 1, "No row is parked as 'mjolnir-sink/99999'");

        await _place.MustFailAsync($"parked retry {first}", 1, "refused", "few");
        await _place.ExecuteAsync(_place.Superuser("mjolnir"), "alter table raw.portes drop constraint few");
        (await _place.MustAsync($"parked retry {first.Split('/')[1]}")).Output.ShouldContain("applied");
        await _place.MustFailAsync("parked discard --all", 2, "1 row would be deleted for good, and nothing was");
        await _place.MustFailAsync("verify mjolnir-sink", 3);
        await _place.MustAsync($"parked retry {second}");
        await _place.MustAsync("verify");

        await _place.ExecuteAsync(_place.Superuser("mjolnir"), Check);
        await _place.ExecuteAsync(_place.Superuser("thor"), "insert into raw.portes (ano_emissao, mes_emissao, total) values (2020, 3, 9999)");
        await _place.MustAsync("status --wait --caught-up");
        (await _place.MustAsync("parked discard --all --yes")).Output.ShouldContain("mjolnir-sink/");
        (await _place.MustAsync("parked list")).Output.ShouldBe("No row is parked.\n");
    }
}
