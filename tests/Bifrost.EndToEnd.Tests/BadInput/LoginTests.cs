namespace Bifrost.EndToEnd.Tests.BadInput;

public sealed class LoginTests : RunningStackTests
{
    [Test]
    public async Task A_wrong_password_for_a_target_stops_that_sink_with_the_reason_and_not_the_other()
    {
        await Place.ExecuteAsync(Place.Superuser("mjolnir"), "alter role mjolnir_sink password 'another'");
        await Place.MustFailAsync("restart mjolnir-sink", 1, "mjolnirdb", "password authentication failed", "check the variable");
        await WriteAsync();
        await Place.MustAsync("verify stormbreaker-sink");
        await Place.MustFailAsync("status", 1, "mjolnir-sink", "FAILED", "password authentication failed");
        await Place.MustFailAsync("verify mjolnir-sink", 1, "password authentication failed");
        await GiveBackAsync("mjolnir", "mjolnir_sink", "MJOLNIR_PASSWORD");
    }

    [Test]
    public async Task A_wrong_password_for_the_source_is_told_by_every_command_that_asks_it()
    {
        await Place.ExecuteAsync(Place.Superuser("thor"), "alter role thor_replication password 'another'");
        await Place.MustFailAsync("restart thor-source", 1, "thordb", "password authentication failed", "check the variable");
        await Place.MustFailAsync("status", 1, "thor-source", "FAILED");
        await Place.MustFailAsync("verify", 1, "thordb", "password authentication failed");
        await Place.MustFailAsync("apply --timeout 20", 1, "thor-source", "password authentication failed");
        await WriteAsync();
        await GiveBackAsync("thor", "thor_replication", "THOR_PASSWORD");
    }

    [Test]
    public async Task A_wrong_password_of_the_loader_loads_nothing()
    {
        await Place.ExecuteAsync(Place.Superuser("thor"), "alter role thor_etl password 'another'");
        await Place.MustFailAsync("etl sample --issue second", 1, "thordb", "user or password is wrong", "Nothing was loaded");
        await GiveBackAsync("thor", "thor_etl", "THOR_ETL_PASSWORD");
    }

    private Task GiveBackAsync(string server, string role, string variable) =>
        Place.ExecuteAsync(Place.Superuser(server), $"alter role {role} password '{Place.Variable(variable)}'");
}
