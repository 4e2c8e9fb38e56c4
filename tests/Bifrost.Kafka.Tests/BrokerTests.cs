using System.Net;
using System.Net.Sockets;
using Bifrost.Kafka.Native;
using Bifrost.Testing;

namespace Bifrost.Kafka.Tests;

public sealed class BrokerTests
{
    [SetUp]
    public void NeedTheLibrary()
    {
        try
        {
            Librdkafka.Require();
        }
        catch (BrokerException e)
        {
            Prerequisite.Missing(e.Message);
        }
    }

    [Test]
    public async Task A_broker_that_is_not_there_is_named_with_its_address_and_the_reason()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        using var broker = new KafkaBroker($"127.0.0.1:{port}", limit: TimeSpan.FromSeconds(1));
        var fault = await Should.ThrowAsync<BrokerException>(() => broker.ReadEndsAsync(["raw.portes"], CancellationToken.None));
        fault.Failure.ShouldBe(BrokerFailure.Unreachable);
        fault.Message.ShouldBe($"The Kafka broker at 127.0.0.1:{port} does not answer: Connect to 127.0.0.1:{port} failed: Connection refused. Start it, or correct the cluster's bootstrap in the topology.");
    }

    [Test]
    public void A_login_that_is_refused_is_not_taken_for_a_broker_that_is_away()
    {
        BrokerException.Denied("kafka:9092", "SASL authentication error: no.", null).Message.ShouldBe(
            "The Kafka broker at kafka:9092 refuses the login: SASL authentication error: no. Check sasl.username and sasl.password of the cluster's broker in the topology.");
        BrokerException.Denied("kafka:9092", "SASL authentication error: no.", "2.0.2").Message.ShouldContain("librdkafka 2.0.2 of this machine is the likely reason");
    }

    [Test]
    public async Task A_setting_that_the_library_does_not_know_is_refused_by_name()
    {
        using var broker = new KafkaBroker("127.0.0.1:1", new Dictionary<string, string> { ["no.such.setting"] = "1" }, TimeSpan.FromSeconds(1));
        var fault = await Should.ThrowAsync<BrokerException>(() => broker.ListTopicsAsync(CancellationToken.None));
        fault.Failure.ShouldBe(BrokerFailure.Refused);
        fault.Message.ShouldContain("no.such.setting");
    }
}
