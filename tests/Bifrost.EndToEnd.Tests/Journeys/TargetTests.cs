using Bifrost.EndToEnd.Tests.CommandLine;
using Bifrost.Stack.Servers;

namespace Bifrost.EndToEnd.Tests.Journeys;

public sealed class TargetTests
{
    private const string SlotsOfGungnir = "select count(*) from pg_replication_slots where slot_name like '%gungnir%'";

    [Test]
    public async Task A_third_target_joins_while_the_others_run_and_leaves_no_slot_when_it_goes()
    {
        await using var place = Workplace.WithSample();
        await place.MustAsync("up");
        await place.MustAsync("apply");
        await place.MustAsync("etl sample --issue first");
        await place.MustAsync("status --wait --caught-up");
        var before = await SlotsAsync(place);

        place.Edit(WithGungnir);
        await place.MustAsync("up");
        await place.MustAsync("render");
        var plan = await place.BifrostAsync("plan");
        plan.ExitCode.ShouldBe(3, plan.ToString());
        await place.MustAsync("apply");
        await place.MustAsync("etl sample --issue second");
        await place.MustAsync("status --wait --caught-up");
        (await place.MustAsync("verify --output json")).Output.ShouldContain("gungnir");
        (await SlotsAsync(place)).ShouldStartWith(before, customMessage: "the slots of the targets that ran were touched");

        await place.MustAsync("connectors delete gungnir-sink");
        (await place.ScalarAsync<long>(place.Login("THOR", "THOR"), SlotsOfGungnir)).ShouldBe(0);
    }

    [Test]
    public async Task A_target_that_goes_down_does_not_hold_back_the_other_and_catches_up_when_it_is_back()
    {
        await using var place = Workplace.WithSample();
        await place.MustAsync("up");
        await place.MustAsync("apply");
        await place.MustAsync("etl sample --issue first");
        await place.MustAsync("status --wait --caught-up");

        var server = new PostgresServer(Path.Combine(place.Folder, ".bifrost", "servers", "stormbreaker"), int.Parse(place.Variable("STORMBREAKER_PORT"), System.Globalization.CultureInfo.InvariantCulture));
        await server.StopAsync("immediate", default);
        await place.MustAsync("etl sample --issue second");
        await place.MustAsync("verify mjolnir-sink");
        var status = await place.BifrostAsync("status");
        status.Output.ShouldContain("stormbreaker-sink");
        (await place.BifrostAsync("verify stormbreaker-sink --timeout 5")).ExitCode.ShouldBe(1);

        await place.MustAsync("up");
        await place.MustAsync("status --wait --caught-up");
        await place.MustAsync("verify");
    }

    [Test]
    public async Task A_worker_that_is_killed_goes_on_where_the_targets_are()
    {
        await using var place = Workplace.WithSample();
        await place.MustAsync("up");
        await place.MustAsync("apply");
        using (var loading = place.Start("etl sample --issue first"))
        {
            place.KillWorker();
            await loading.WaitForExitAsync();
        }

        await place.MustAsync("up");
        await place.MustAsync("etl sample --issue second");
        place.KillWorker();
        await place.MustAsync("up");
        await place.MustAsync("status --wait --caught-up");
        await place.MustAsync("verify");
    }

    private static async Task<string> SlotsAsync(Workplace place) =>
        await place.ScalarAsync<string>(place.Login("THOR", "THOR"),
            "select string_agg(slot_name, ',' order by slot_name like '%gungnir%', slot_name) from pg_replication_slots where not temporary") ?? "";

    private static string WithGungnir(string topology) => topology.Replace("\ntargets:\n",
        """

        targets:
          gungnir:
            dialect: postgres
            connection:
              host: ${env:GUNGNIR_HOST}
              port: ${env:GUNGNIR_PORT}
              database: ${env:GUNGNIR_DATABASE}
              user: ${env:GUNGNIR_USER}
              password: ${env:GUNGNIR_PASSWORD}

        """, StringComparison.Ordinal);
}
