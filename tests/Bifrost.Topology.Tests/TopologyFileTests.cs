namespace Bifrost.Topology.Tests;

public class TopologyFileTests
{
    [Test]
    public void What_is_not_written_has_its_default()
    {
        var topology = Topologies.Read(Topologies.Small);
        var (source, target) = (topology.Sources[0], topology.Targets[0]);

        topology.ShouldSatisfyAllConditions(
            () => topology.Clusters[0].Converter.ShouldBe(new Converter.Json(Schemas: true)),
            () => topology.Clusters[0].Versions.ShouldBe(new ConnectorVersions("3.6.0.Final", "4.3.0")),
            () => source.ConnectorName.ShouldBe("thor-source"),
            () => source.Slot.ShouldBe("bifrost_thor"),
            () => source.TopicPrefix.ShouldBe("thor"),
            () => source.Publication.ShouldBe(new Publication("bifrost_thor", "filtered")),
            () => source.Heartbeat.ShouldBe(new Heartbeat(TimeSpan.FromSeconds(10), null)),
            () => source.Connection.Port.ShouldBe("5432"),
            () => target.ConnectorName.ShouldBe("mjolnir-sink"),
            () => target.Sources.ShouldBe(["thor"]),
            () => target.Deletes.ShouldBeTrue(),
            () => target.Naming.ShouldBe("${source.schema}.${source.table}"),
            () => topology.Etl.ShouldBeNull());
    }

    [Test]
    public void A_state_topics_and_an_authority_are_read_and_none_of_them_has_a_default()
    {
        var small = Topologies.Read(Topologies.Small);
        (small.Sources[0].State, small.Sources[0].Topics, small.Targets[0].State, small.Clusters[0].Ca).ShouldBe((null, null, null, null));

        var topology = Topologies.Read(Topologies.Small
            .Replace("kind: embedded,", "kind: embedded, ca: certificates/ca.pem,")
            .Replace("  thor:", "  thor:\n    topics: { partitions: 3, config: { cleanup.policy: compact } }\n    state: paused")
            .Replace("  mjolnir:", "  mjolnir:\n    state: stopped"));

        topology.ShouldSatisfyAllConditions(
            () => topology.Sources[0].State.ShouldBe(WantedState.Paused),
            () => topology.Targets[0].State.ShouldBe(WantedState.Stopped),
            () => topology.Clusters[0].Ca.ShouldBe("certificates/ca.pem"),
            () => (topology.Sources[0].Topics!.Partitions, topology.Sources[0].Topics!.Replication).ShouldBe((3, -1)),
            () => topology.Sources[0].Topics!.Config.ShouldBe([new("cleanup.policy", "compact")]));
    }

    [Test]
    public void A_cluster_names_its_brokers_and_how_they_are_spoken_to_and_keeps_secrets_as_references()
    {
        var small = Topologies.Read(Topologies.Small).Clusters[0];
        (small.Bootstrap, small.Broker.Count).ShouldBe((null, 0));

        const string kafka = "kind: kafka-connect, bootstrap: \"${env:KAFKA:-127.0.0.1:9092}\", broker: { security.protocol: SASL_SSL, sasl.password: \"${env:P}\" },";
        var cluster = Topologies.Read(Topologies.Small.Replace("kind: embedded,", kafka)).Clusters[0];

        cluster.Bootstrap.ShouldBe("${env:KAFKA:-127.0.0.1:9092}");
        cluster.Broker.ShouldBe([new("security.protocol", "SASL_SSL"), new("sasl.password", "${env:P}")]);
        Should.Throw<TopologyException>(() => Topologies.Read(Topologies.Small.Replace("kind: embedded,", kafka.Replace("${env:P}", "hunter2"))))
            .Findings.Single().Message.ShouldContain("A secret is never written here");
    }

    [Test]
    public void References_stay_as_they_are_written() =>
        Topologies.Read(Topologies.Small).Sources[0].Connection.Host.ShouldBe("${env:THOR_HOST}");

    [Test]
    public void Parts_keep_the_order_of_the_file()
    {
        var topology = Topologies.Read(Topologies.Small + """

              zeus: { connection: { host: h, database: d, user: u, password: "${env:P}" } }
              ares: { connection: { host: h, database: d, user: u, password: "${env:P}" } }
            """);

        topology.Targets.Select(target => target.Name).ShouldBe(["mjolnir", "zeus", "ares"]);
    }

    [Test]
    public void Defaults_fill_in_what_a_part_does_not_say_and_join_maps()
    {
        var topology = Topologies.Read("""
            name: asgard
            clusters: { embedded: { kind: embedded, url: here } }
            defaults:
              sources: { heartbeat: 1m }
              targets:
                evolution: none
                connection: { port: 6000, user: all, sslMode: require }
                config: { batch.size: 100, errors.tolerance: all }
            sources:
              thor: { connection: { host: h, database: d, user: u, password: "${env:P}" } }
            targets:
              mjolnir:
                connection: { host: h, database: d, user: own, password: "${env:P}" }
                config: { batch.size: 200, quote.identifiers: ~ }
            """);
        var target = topology.Targets[0];

        target.ShouldSatisfyAllConditions(
            () => topology.Sources[0].Heartbeat.Interval.ShouldBe(TimeSpan.FromMinutes(1)),
            () => target.Evolution.ShouldBe("none"),
            () => target.Connection.Port.ShouldBe("6000"),
            () => target.Connection.User.ShouldBe("own"),
            () => target.Connection.SslMode.ShouldBe("require"),
            () => target.Config.ShouldBe([new("batch.size", "200"), new("quote.identifiers", null), new("errors.tolerance", "all")]));
    }

    [Test]
    public void A_cluster_names_a_converter_or_writes_its_own()
    {
        var clusters = Topologies.Read(Topologies.Small.Replace("clusters:", """
            converters:
              avro: { kind: avro, registry: "${env:REGISTRY}", flavour: apicurio }
            clusters:
              named: { kind: kafka-connect, url: "${env:URL:-http://127.0.0.1:18083}", converter: avro }
              own: { kind: kafka-connect, url: here, converter: { kind: json, schemas: false } }
            """, StringComparison.Ordinal)).Clusters;

        clusters[0].Converter.ShouldBe(new Converter.Avro("${env:REGISTRY}", RegistryFlavour.Apicurio));
        clusters[1].Converter.ShouldBe(new Converter.Json(Schemas: false));
    }

    [Test]
    public void A_list_may_be_one_text_and_a_filter_may_be_a_list()
    {
        var source = Topologies.Read(Topologies.Small.Replace("  thor:\n", "  thor:\n    tables: raw.*\n    schemas: { include: [raw], exclude: old }\n    keyColumns: { raw.log: [a, b] }\n", StringComparison.Ordinal)).Sources[0];

        source.Tables.Include.ShouldBe(["raw.*"]);
        source.Schemas.Exclude.ShouldBe(["old"]);
        source.KeyColumns[0].Columns.ShouldBe(["a", "b"]);
    }

    [TestCase(Dialect.Mysql, "3306")]
    [TestCase(Dialect.Mariadb, "3306")]
    [TestCase(Dialect.Postgres, "5432")]
    public void A_dialect_has_its_port(Dialect dialect, string port)
    {
        var text = Topologies.Small.Replace("  mjolnir:\n", $"  mjolnir:\n    dialect: {dialect.ToString().ToLowerInvariant()}\n", StringComparison.Ordinal);

        Topologies.Read(text).Targets[0].Connection.Port.ShouldBe(port);
    }

    [Test]
    public void A_heartbeat_table_is_captured_beside_what_is_named_and_taken_by_each_target_that_does_not_exclude_it()
    {
        var topology = Topologies.Read(Topologies.Small
            .Replace("  thor:\n", "  thor:\n    heartbeat: { table: bifrost.heartbeat }\n    schemas: raw\n    tables: raw.*\n", StringComparison.Ordinal) + """

              zeus: { tables: raw.portes, connection: { host: h, database: d, user: u, password: "${env:P}" } }
              ares: { tables: { include: raw.*, exclude: bifrost.* }, connection: { host: h, database: d, user: u, password: "${env:P}" } }
            """);
        var source = topology.Sources[0];

        topology.ShouldSatisfyAllConditions(
            () => source.Heartbeat.ShouldBe(new Heartbeat(TimeSpan.FromSeconds(10), null) { Table = "bifrost.heartbeat" }),
            () => source.Schemas.Include.ShouldBe(["raw", "bifrost"]),
            () => source.Tables.Include.ShouldBe(["raw.*", "bifrost.heartbeat"]),
            () => topology.Targets.Select(static target => target.Tables.Matches("bifrost.heartbeat")).ShouldBe([true, true, false]),
            () => topology.Targets[1].Tables.Include.ShouldBe(["raw.portes", "bifrost.heartbeat"]));
    }

    [Test]
    public void A_heartbeat_table_that_is_captured_anyway_adds_no_name()
    {
        var source = Topologies.Read(Topologies.Small.Replace("  thor:\n", "  thor:\n    heartbeat: { table: bifrost.heartbeat }\n", StringComparison.Ordinal)).Sources[0];

        (source.Schemas.Include.Count, source.Tables.Include.Count, source.Tables.Matches("bifrost.heartbeat")).ShouldBe((0, 0, true));
    }

    [TestCase("bifrost.heartbeat", "thor-source")]
    [TestCase("Ops.\"beat\"s", "o'clock")]
    public void A_beat_names_its_table_and_its_connector_and_is_known_again(string table, string connector)
    {
        var beat = HeartbeatTable.BeatOf(table, connector);

        HeartbeatTable.TableOf(beat, connector).ShouldBe(table);
        HeartbeatTable.TableOf(beat, "other").ShouldBeNull();
        HeartbeatTable.TableOf(beat + " where true", connector).ShouldBeNull();
    }

    [Test]
    public void The_login_of_models_is_a_targets_own_and_nobody_where_it_is_not_written()
    {
        Topologies.Read(Topologies.Small).Targets[0].Models.ShouldBeNull();

        Topologies.Read(Topologies.Small.Replace("  mjolnir:\n", "  mjolnir:\n    models: { user: \"${env:M_USER}\", password: \"${env:M_PASSWORD}\" }\n", StringComparison.Ordinal))
            .Targets[0].Models.ShouldBe(new ModelsLogin("${env:M_USER}", "${env:M_PASSWORD}"));
    }

    [TestCase("500ms", 500)]
    [TestCase("10s", 10_000)]
    [TestCase("5m", 300_000)]
    [TestCase("1h", 3_600_000)]
    public void A_duration_has_a_unit(string text, int milliseconds)
    {
        var source = Topologies.Read(Topologies.Small.Replace("  thor:\n", $"  thor:\n    heartbeat: {text}\n", StringComparison.Ordinal)).Sources[0];

        source.Heartbeat.Interval.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
    }
}
