using Bifrost.Stack.Containers;
using Bifrost.Stack.Plan;
using Bifrost.Topology;

namespace Bifrost.Stack.Tests.Containers;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class InsideVariablesTests
{
    private static readonly string[] Named = ["S_HOST", "S_PORT", "S_PASSWORD", "T_HOST", "R_URL"];

    private readonly Dictionary<string, string> _environment = [];

    private string _topology = """
        name: a
        clusters:
          kafka: { kind: kafka-connect, url: "${env:K_URL:-http://127.0.0.1:18083}", versions: { debezium: 3.6.0.Final, kafka: 4.3.0 }, converter: avro }
          embedded: { kind: embedded, url: "${env:E_URL:-http://127.0.0.1:8083}" }
        converters:
          avro: { kind: avro, flavour: apicurio, registry: "${env:R_URL}" }
        sources:
          s: { connection: { host: "${env:S_HOST}", port: "${env:S_PORT}", database: d, user: u, password: "${env:S_PASSWORD}" }, tables: [a.*] }
        targets:
          t: { connection: { host: "${env:T_HOST}", port: "${env:T_PORT}", database: d, user: u, password: "${env:T_PASSWORD}" } }
        """;

    [Test]
    public void Our_databases_are_their_services_and_the_registry_is_its_own()
    {
        var inside = Inside();
        inside["S_HOST"].ShouldBe("s");
        inside["S_PORT"].ShouldBe("5432");
        inside["R_URL"].ShouldBe("http://registry:8080");
    }

    [Test]
    public void A_secret_is_a_reference_of_compose_and_no_value() => Inside()["S_PASSWORD"].ShouldBe("${S_PASSWORD}");

    [Test]
    public void Only_what_connectors_name_is_there() => Inside().Keys.ShouldBe(Named, ignoreOrder: true);

    [Test]
    public void A_database_elsewhere_keeps_its_address()
    {
        _environment["T_HOST"] = "db.example";
        Inside()["T_HOST"].ShouldBe("${T_HOST}");
    }

    [Test]
    public void A_loopback_address_elsewhere_is_refused_for_it_would_be_the_container_itself()
    {
        _environment["T_HOST"] = "127.0.0.1";
        Should.Throw<StackException>(() => Inside()).Message.ShouldStartWith("The host of t is 127.0.0.1");
    }

    [Test]
    public void A_port_that_is_written_out_is_refused_unless_it_is_the_containers()
    {
        _topology = _topology.Replace("\"${env:S_PORT}\"", "5501");
        Should.Throw<StackException>(() => Inside("S_HOST")).Message.ShouldContain("5501");
    }

    [Test]
    public void A_variable_that_nobody_sets_is_named() =>
        Should.Throw<StackException>(() => Inside("SOMETHING")).Message.ShouldContain("${env:SOMETHING}");

    private IReadOnlyDictionary<string, string> Inside(params string[] named)
    {
        var topology = TopologyFile.Parse(_topology, "bifrost.yml");
        var program = new ContainerProgram(ContainerEngine.Kafka, ["docker/compose.yml"], Named, "/nowhere", "bifrost.yml");
        var plan = ContainerPlanning.Plan(topology, new Dictionary<string, string>(), program, new Variables(_environment.GetValueOrDefault, new Dictionary<string, string>()), []);
        return InsideVariables.Of(topology, plan, named.Length > 0 ? named : Named, "registry", _environment.GetValueOrDefault);
    }
}
