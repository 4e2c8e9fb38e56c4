using Bifrost.EndToEnd.Tests.CommandLine;

namespace Bifrost.EndToEnd.Tests.BadInput;

/// <summary>Faults that are there before the first connector is.</summary>
public sealed class DeployTests
{
    [Test]
    public async Task A_source_without_logical_WAL_is_refused_with_the_setting_and_goes_on_once_it_is_set()
    {
        await using var place = Workplace.WithSample();
        await place.MustAsync("up");
        await SetWalLevelAsync(place, "replica");
        await place.MustFailAsync("apply --timeout 20", 1, "thor-source", "wal_level is 'replica'", "ALTER SYSTEM SET wal_level = 'logical'", "restart the server");
        (await place.ScalarAsync<long>(place.Superuser("thor"), "select count(*) from pg_replication_slots")).ShouldBe(0);

        await SetWalLevelAsync(place, "logical");
        await place.MustAsync("restart --all --failed");
        await place.MustAsync("etl sample --issue first");
        await place.MustAsync("status --wait --caught-up");
        await place.MustAsync("verify");
    }

    [Test]
    public async Task A_target_that_is_down_at_deploy_is_named_and_does_not_hold_back_the_other()
    {
        await using var place = Workplace.WithSample();
        await place.MustAsync("up");
        await place.Server("stormbreaker").StopAsync("fast", default);
        await place.MustFailAsync("apply --timeout 20", 1, "stormbreaker-sink", "RETRYING", "stormbreakerdb", "Connection refused", "is it running");
        await place.MustAsync("etl sample --issue first");
        await place.MustAsync("verify mjolnir-sink");

        await place.MustAsync("up");
        await place.MustAsync("status --wait --caught-up");
        await place.MustAsync("verify");
    }

    [Test]
    public async Task A_worker_that_is_killed_during_the_snapshot_doubles_and_loses_nothing()
    {
        await using var place = Workplace.WithSample();
        await place.MustAsync("up");
        await place.MustAsync("etl generate --kind registros --rows 200000 --year 2018 --to REGISTROS_2018.csv");
        await place.MustAsync("etl run --input REGISTROS_2018.csv");
        await place.MustAsync("apply --no-wait");
        await KillDuringSnapshotAsync(place);
        (await place.ScalarAsync<bool>(place.Superuser("mjolnir"), "select coalesce((select bool_or(snapshot_completed) from bifrost.progress), false)")).ShouldBeFalse();

        await place.MustAsync("up");
        await place.MustAsync("status --wait --caught-up");
        await place.MustAsync("verify");
        (await place.ScalarAsync<long>(place.Superuser("thor"), "select count(*) from pg_replication_slots")).ShouldBe(2, "the snapshot that was cut short left a slot behind");
    }

    /// <summary>Kills as soon as a copy into a target is under way.</summary>
    private static async Task KillDuringSnapshotAsync(Workplace place)
    {
        const string Copying = """
            do $$ begin for i in 1..6000 loop
                if exists (select from pg_stat_progress_copy where bytes_processed > 100000) then return; end if;
                perform pg_stat_clear_snapshot(), pg_sleep(0.005);
            end loop; raise exception 'no copy was seen'; end $$
            """;
        await place.ExecuteAsync(place.Superuser("mjolnir"), Copying);
        place.KillWorker();
    }

    private static async Task SetWalLevelAsync(Workplace place, string level)
    {
        await place.ExecuteAsync(place.Superuser("thor"), $"alter system set wal_level = '{level}'");
        await place.Server("thor").StopAsync("fast", default);
        await place.Server("thor").StartAsync(default);
    }
}
