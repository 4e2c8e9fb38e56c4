using Bifrost.Stack.Containers;

namespace Bifrost.Stack.Tests.Containers;

public sealed class ContainerServicesTests
{
    [Test]
    public void A_set_is_known_by_any_of_its_containers()
    {
        ContainerServices.Of([Part("thor"), Part("connect-2")])!.Connect.ShouldBe("connect-1");
        ContainerServices.Of([Part("thor"), Part("worker")])!.Connect.ShouldBe("worker");
        ContainerServices.Of([Part("thor"), Part("ui")]).ShouldBeNull();
    }

    [Test]
    public void One_broker_and_three_are_two_sets()
    {
        var single = new ContainerProgram(ContainerEngine.Kafka, [], [], "", "");
        var running = ContainerServices.Of([Part("kafka")])!;
        running.IsOf(single).ShouldBeTrue();
        running.IsOf(single with { IsCluster = true }).ShouldBeFalse();
    }

    [Test]
    public void Whoever_writes_stops_before_what_it_writes_to() =>
        new[] { "thor", "connect-2", "kafka", "registry", "worker" }.OrderByDescending(ContainerServices.LevelOf).ShouldBe(["connect-2", "worker", "registry", "thor", "kafka"]);

    [Test]
    public void One_that_was_to_run_once_and_did_is_up_and_has_no_process()
    {
        var users = Part("kafka-users") with { State = "done" };
        users.IsUp.ShouldBeTrue();
        users.HasProcess.ShouldBeFalse();
        (users with { State = "exited" }).IsUp.ShouldBeFalse();
    }

    [Test]
    public void The_address_of_a_part_is_its_published_port_while_it_has_a_process()
    {
        new ContainerKafka([Part("kafka") with { State = "unhealthy" }]).BrokerAddress.ShouldBe(new Uri("tcp://127.0.0.1:7"));
        new ContainerKafka([Part("kafka") with { State = "exited" }]).BrokerAddress.ShouldBeNull();
        new ContainerKafka([Part("kafka"), Part("registry")]).RegistryAddress.ShouldBe(new Uri("http://127.0.0.1:7/apis/ccompat/v7"));
    }

    private static ContainerPart Part(string service) => new(service, "0", "healthy", 7, 0);
}
