using Bifrost.EndToEnd.Tests.CommandLine;
using Bifrost.Testing.Kafka;

namespace Bifrost.KafkaConnect.Tests.Journeys;

/// <summary>
/// What <c>make run ENGINE=kafka</c> does, and what a user does after it, through the command line on one stack from <c>up</c> to <c>destroy</c>; once with Avro
/// and a registry, and shorter with JSON.
/// </summary>
public sealed class JourneyTests
{
    [Test]
    public async Task With_Avro_from_an_up_that_is_killed_over_the_sample_and_a_broker_that_stops_to_destroy_nothing_is_lost()
    {
        await using var place = await PlaceAsync();
        var journey = new Journey(place, "kafka");
        await journey.ComeUpAsync();
        await journey.TakeTheSampleAsync();
        await journey.ChangeEveryWayAsync();
        await journey.LoseTheBrokerAsync();
        await journey.StopAndStartAsync();
    }

    [Test]
    public async Task With_JSON_the_sample_and_every_kind_of_change_reach_both_replicas()
    {
        await using var place = await PlaceAsync();
        var journey = new Journey(place, "kafka-json");
        await place.MustAsync("up --engine kafka --cluster kafka-json");
        await journey.TakeTheSampleAsync();
        await journey.ChangeEveryWayAsync();
    }

    private static async Task<Workplace> PlaceAsync()
    {
        var program = await KafkaCluster.FindAsync();
        var place = Workplace.WithSample();
        place.Set("KAFKA_HOME", program.Home.Folder);
        place.Set("KAFKA_JVM_PERFORMANCE_OPTS", string.Join(' ', program.Options));
        // Never the stack of whoever runs the tests.
        foreach (var variable in new[] { "BIFROST_KAFKA_URL", "BIFROST_KAFKA_BOOTSTRAP", "SCHEMA_REGISTRY_URL" })
            place.Unset(variable);
        return place;
    }
}
