using Bifrost.KafkaConnect.Tests.Places;

namespace Bifrost.KafkaConnect.Tests.BadInput;

[NonParallelizable]
public sealed class RefusingTargetTests
{
    [Test]
    public async Task A_sink_whose_target_refuses_a_row_is_red_with_the_reason_and_without_the_row_and_the_other_goes_on()
    {
        await using var place = await KafkaPlace.CreateAsync("create table app.t (id int primary key, name text)", targets: 2);
        await place.Targets[0].ExecuteAsync("create table app.t (id int primary key, name text check (name not like '%secret%'))");
        await place.DeployAsync();
        await place.Source.ExecuteAsync("insert into app.t values (1, 'a secret of ours')");
        await place.UntilEqualAsync(place.Targets[1], "select * from app.t");
        var status = await UntilFailedAsync(place);
        status.ExitCode.ShouldBe(1);
        var text = status.Output + status.Error;
        text.ShouldContain(place.SinkConnectors[0]);
        text.ShouldContain("violates check constraint");
        text.ShouldContain("hint: The target refuses a row");
        text.ShouldNotContain("a secret of ours");

        await place.Targets[0].ExecuteAsync("alter table app.t drop constraint t_name_check");
        await place.KafkaAsync($"restart {place.SinkConnectors[0]} --failed");
        await place.UntilEqualAsync("select * from app.t");
    }

    private static async Task<Testing.CommandLine.Outcome> UntilFailedAsync(KafkaPlace place)
    {
        for (var look = 0; look < 100; look++)
        {
            if (await place.BifrostAsync("status --cluster kafka") is { ExitCode: 1 } status && status.Output.Contains("FAILED", StringComparison.Ordinal))
                return status;
        }

        throw new TimeoutException("The sink did not fail.");
    }
}
