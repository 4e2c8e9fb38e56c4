using System.Net;
using System.Net.Sockets;
using Bifrost.Stack.Kafka;
using Bifrost.Stack.Plan;
using Bifrost.Topology;

namespace Bifrost.Stack.Tests.Plan;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class KafkaPlannerTests
{
    private const string Topology = """
        name: a
        clusters:
          kafka: { kind: kafka-connect, url: "${env:K_URL:-http://127.0.0.1:1}", versions: { debezium: 3.6.0.Final, kafka: 4.3.0 }, converter: avro }
        converters:
          avro: { kind: avro, flavour: apicurio, registry: "${env:R_URL}" }
        sources:
          s: { connection: { host: h, port: 5432, database: d, user: u, password: "${env:P}" }, tables: [a.*] }
        targets:
          t: { connection: { host: h, port: 5432, database: d, user: u, password: "${env:P}" } }
        """;

    private readonly Dictionary<string, string> _environment = [];
    private readonly Dictionary<string, string> _remembered = [];
    private readonly List<string> _leftAlone = [];

    [Test]
    public void Ports_that_are_not_set_are_free_ones_and_every_variable_is_written_down()
    {
        var (at, kept) = Plan();
        new[] { at!.Broker, at.Controller, at.Connect.Port, at.Registry!.Port }.ShouldBeUnique();
        kept["K_URL"].ShouldBe($"http://127.0.0.1:{at.Connect.Port}");
        kept["R_URL"].ShouldBe($"http://127.0.0.1:{at.Registry.Port}");
        kept["BIFROST_KAFKA_BOOTSTRAP"].ShouldBe($"127.0.0.1:{at.Broker}");
    }

    [Test]
    public void Kafka_Connect_elsewhere_leaves_all_of_Kafka_alone()
    {
        _environment["K_URL"] = "http://connect.example:8083";
        var (at, kept) = Plan();
        at.ShouldBeNull();
        kept.ShouldBeEmpty();
        _leftAlone.ShouldBe(["kafka"]);
    }

    [Test]
    public void A_registry_that_answers_where_it_is_set_is_somebodys_and_one_that_does_not_is_ours()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _environment["R_URL"] = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        Plan().At!.Registry.ShouldBeNull();
        _leftAlone.ShouldBe(["registry"]);
        listener.Stop();
        Plan().At!.Registry.ShouldBe(new Uri(_environment["R_URL"]));
    }

    [Test]
    public void A_port_that_is_set_and_taken_is_refused_by_its_variable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _environment["BIFROST_KAFKA_BOOTSTRAP"] = $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        Should.Throw<StackException>(() => Plan()).Message.ShouldContain("set BIFROST_KAFKA_BOOTSTRAP to a free port");
    }

    [TestCase("broker.example:9092")]
    [TestCase("9092")]
    public void A_broker_that_cannot_be_started_here_is_refused(string bootstrap)
    {
        _environment["BIFROST_KAFKA_BOOTSTRAP"] = bootstrap;
        Should.Throw<StackException>(() => Plan()).Message.ShouldStartWith($"BIFROST_KAFKA_BOOTSTRAP is '{bootstrap}'. up starts a broker on this machine only");
    }

    private (KafkaAddresses? At, IReadOnlyDictionary<string, string> Kept) Plan()
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.yml");
        File.WriteAllText(file, Topology);
        var variables = new Variables(_environment.GetValueOrDefault, _remembered);
        try
        {
            var at = new KafkaPlanner(variables, new PortChooser(), new KafkaStack("/nowhere")).Plan(TopologyFile.Load(file), withRegistry: true, _leftAlone);
            return (at, variables.Kept.ToDictionary());
        }
        finally
        {
            File.Delete(file);
        }
    }
}
