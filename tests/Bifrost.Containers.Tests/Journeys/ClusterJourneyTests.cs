using Bifrost.Containers.Tests.Projects;

namespace Bifrost.Containers.Tests.Journeys;

/// <summary>Three brokers and two Connect workers.</summary>
[Category("Long")]
public sealed class ClusterJourneyTests
{
    private const string Cluster = "--cluster kafka-json";

    private static readonly string[] Internal = ["bifrost-configs", "bifrost-offsets", "bifrost-status", "thor.raw.portes"];

    [Test]
    public async Task With_three_brokers_everything_has_three_copies_and_a_broker_and_a_worker_may_go()
    {
        await using var project = await ContainerProject.CreateAsync();
        await project.BifrostAsync($"up --engine docker --profile cluster {Cluster}");
        await project.BifrostAsync("schema pull");
        await project.BifrostAsync("schema create");
        await project.BifrostAsync($"apply {Cluster}");
        await project.WriteAsync("first");
        await project.BifrostAsync($"verify {Cluster} --timeout 180");
        var topics = (await (await project.ServiceAsync("kafka-1")).ExecAsync("/opt/kafka/bin/kafka-topics.sh", "--bootstrap-server", "kafka-2:9092", "--describe", "--exclude-internal")).Must();
        foreach (var topic in Internal)
            topics.ShouldMatch($@"Topic: {topic}\s.*ReplicationFactor: 3\s");

        await (await project.ServiceAsync("kafka-2")).KillAsync();
        await (await project.ServiceAsync("connect-2")).KillAsync();
        await project.WriteAsync("second");
        await project.BifrostAsync($"verify {Cluster} --timeout 180");
        await project.BifrostAsync($"up --engine docker --profile cluster {Cluster}");
        foreach (var (name, container) in await project.ServicesAsync())
            (await container.InspectAsync(".State.Health.Status")).ShouldBe("healthy", name);
        await project.BifrostAsync($"status --wait {Cluster}");
    }
}
