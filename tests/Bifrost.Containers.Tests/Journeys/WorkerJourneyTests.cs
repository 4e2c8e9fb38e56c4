using Bifrost.Containers.Tests.Projects;

namespace Bifrost.Containers.Tests.Journeys;

/// <summary>The embedded worker in a container, instead of Kafka.</summary>
public sealed class WorkerJourneyTests
{
    [Test]
    public async Task The_worker_in_its_container_takes_the_sample_to_both_replicas_and_goes_on_after_it_was_killed()
    {
        await using var project = await ContainerProject.CreateAsync();
        await project.BifrostAsync("up --engine docker --cluster embedded");
        (await project.ServicesAsync()).Keys.ShouldBe(["mjolnir", "stormbreaker", "thor", "worker"], ignoreOrder: true);
        await project.BifrostAsync("apply");
        await project.BifrostAsync("run");
        var worker = await project.ServiceAsync("worker");
        (await worker.InspectAsync(".HostConfig.ReadonlyRootfs")).ShouldBe("true");
        await worker.CrashAsync();
        await project.WriteAsync("worker");
        await worker.UntilHealthyAsync();
        await project.BifrostAsync("status --wait --caught-up");
        (await project.BifrostAsync("verify")).Output.ShouldContain("equal");
        await project.BifrostAsync("down");
        await project.BifrostAsync("up --engine docker --cluster embedded");
        await project.BifrostAsync("status --wait");
        (await project.BifrostAsync("verify")).Output.ShouldContain("equal");
    }
}
