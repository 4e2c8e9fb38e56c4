namespace Bifrost.Topology.Tests;

public class FaultsTests
{
    private static string With(string source = "", string target = "", string rest = "") => $$"""
        name: asgard
        clusters:
          embedded: { kind: embedded, url: "http://127.0.0.1:8083" }
        sources:
          thor:
            connection: { host: h, database: thordb, user: thor, password: "${env:THOR_PASSWORD}" }
            {{source}}
        targets:
          mjolnir:
            connection: { host: h, database: mjolnirdb, user: mjolnir, password: "${env:MJOLNIR_PASSWORD}" }
            {{target}}
        {{rest}}
        """;

    [TestCase("tables: [portes]", "schema.table")]
    [TestCase("schemas: [raw.portes]", "A schema is one name")]
    [TestCase("heartbeat: { interval: 10 }", "10s")]
    [TestCase("heartbeat: ten", "10s")]
    [TestCase("snapshot: custom", "initial")]
    [TestCase("publication: 9lives", "publication's name")]
    [TestCase("topicPrefix: tho r", "topic prefix")]
    [TestCase("connector: debezium-oracle", "debezium-postgres")]
    [TestCase("name: a/b", "name of its file")]
    [TestCase("config: { slot.name: [a] }", "Connect takes lists as texts")]
    [TestCase("config: { name: other }", "cannot be set here")]
    [TestCase("config: { database.password: hunter2 }", "secret")]
    [TestCase("config: { database.hostname: \"${env:A:-b}\" }", "no defaults")]
    [TestCase("config:", "nothing was written")]
    [TestCase("tables: [raw.a, raw.a]", "twice")]
    [TestCase("state: asleep", "running, paused, stopped")]
    [TestCase("topics: { partitions: 0 }", "A whole number from 1")]
    [TestCase("topics: { config: { cleanup.policy: [compact] } }", "Connect takes lists as texts")]
    [TestCase("keyColumns: { portes: id }", "schema.table")]
    [TestCase("heartbeat: { table: bifrost.heartbeat, query: select 1 }", "both written")]
    [TestCase("heartbeat: { interval: 0s, table: bifrost.heartbeat }", "interval is zero")]
    [TestCase("heartbeat: { table: bifrost.* }", "without wildcards")]
    [TestCase("heartbeat: { table: bifrost.beats }\n    tables: { exclude: bifrost.* }", "excluded from what is captured")]
    [TestCase("heartbeat: { table: bifrost.beats }\n    schemas: { exclude: bifrost }", "excluded from what is captured")]
    [TestCase("heartbeat: { table: bifrost.signals }\n    signals: bifrost.signals", "table of signals already")]
    public void A_fault_in_a_source_says_what_is_wanted(string line, string says) =>
        Topologies.TheFindingOf(With(source: line)).Message.ShouldContain(says);

    [TestCase("sources: [thor, loki]", "There is no source 'loki'")]
    [TestCase("source: loki", "Sources are thor")]
    [TestCase("naming: \"${source.tabel}\"", "${source.table}")]
    [TestCase("config: { connection.url: \"jdbc:postgresql://h/d?user=a&password=hunter2\" }", "secret")]
    [TestCase("connector: confluent-jdbc\n    naming: \"${source.db}.${source.table}\"", "a topic does not hold the database")]
    [TestCase("name: THOR-source", "already the one of 'thor'")]
    [TestCase("models: { user: builder }", "'password' is missing")]
    [TestCase("models: { user: builder, password: hunter2 }", "secret")]
    [TestCase("models: { user: mjolnir, password: \"${env:P}\" }", "the sink's own user")]
    [TestCase("models: { user: builder, password: \"${env:P}\" }\n    dialect: mariadb", "this target speaks mariadb")]
    public void A_fault_in_a_target_says_what_is_wanted(string line, string says)
    {
        var message = Topologies.TheFindingOf(With(target: line)).Message;

        message.ShouldContain(says);
        message.ShouldNotContain("hunter2");
    }

    [TestCase("etl: { user: etl }", "etl", "'password' is missing")]
    [TestCase("etl: { source: tohr, user: etl, password: \"${env:P}\" }", "etl.source", "There is no source 'tohr'")]
    [TestCase("etl: { user: etl, password: \"${env:P:-hunter2}\" }", "etl.password", "would be a secret")]
    [TestCase("converters: { avro: { kind: avro } }", "converters.avro", "'registry' is missing")]
    [TestCase("defaults: { targets: { inser: upsert } }", "defaults.targets.inser", "There is no field 'inser'")]
    [TestCase("target: {}", "target", "There is no field 'target'")]
    public void A_fault_elsewhere_says_where_and_what(string lines, string path, string says)
    {
        var finding = Topologies.TheFindingOf(With(rest: lines));

        finding.Path.ShouldBe(path);
        finding.Message.ShouldContain(says);
    }

    [Test]
    public void A_fault_that_is_inherited_is_told_once_where_it_is_written()
    {
        var finding = Topologies.TheFindingOf(With(rest: """
              stormbreaker:
                connection: { host: h, database: d, user: u, password: "${env:P}" }
            defaults:
              targets: { insert: upsrt }
            """));

        finding.Path.ShouldBe("defaults.targets.insert");
    }

    [TestCase("slot: one", "slot: one", "targets", "slot 'one'")]
    [TestCase("topicPrefix: one", "topicPrefix: one", "targets", "topic prefix 'one'")]
    [TestCase("publication: one", "publication: one", "targets", "publication is already")]
    public void Two_sources_do_not_share_what_is_one_sources_own(string first, string second, string _, string says)
    {
        var text = $$"""
            name: asgard
            clusters: { embedded: { kind: embedded, url: here } }
            defaults:
              sources: { connection: { host: h, database: d, user: u, password: "${env:P}" } }
            sources:
              thor: { {{first}} }
              loki: { {{second}} }
            targets:
              mjolnir: { sources: [thor, loki], connection: { host: h, database: d, user: u, password: "${env:P}" } }
            """;

        var finding = Topologies.TheFindingOf(text);
        finding.Line.ShouldBe(7);
        finding.Message.ShouldContain(says);
    }

    [Test]
    public void A_target_of_two_sources_says_which_it_follows()
    {
        var finding = Topologies.TheFindingOf("""
            name: asgard
            clusters: { embedded: { kind: embedded, url: here } }
            defaults:
              sources: { connection: { host: h, database: d, user: u, password: "${env:P}" } }
            sources: { thor: {}, loki: {} }
            targets:
              mjolnir: { connection: { host: h, database: d, user: u, password: "${env:P}" } }
            """);

        finding.Message.ShouldContain("A target follows one of thor, loki");
    }

    [TestCase("name: [asgard")]
    [TestCase("name: asgard\n\tclusters: {}")]
    [TestCase("name: *nowhere")]
    public void A_syntax_error_has_a_place(string text)
    {
        var finding = Topologies.FindingsOf(text)[0];

        finding.Message.ShouldStartWith("This is not YAML");
        finding.Line.ShouldBeGreaterThan(0);
        finding.Column.ShouldBeGreaterThan(0);
    }

    [TestCase("")]
    [TestCase("# nothing but a comment")]
    [TestCase("- a list")]
    [TestCase("a text")]
    public void A_file_that_holds_no_map_is_a_finding(string text) =>
        Topologies.TheFindingOf(text).Message.ShouldContain("holds no topology");

    [Test]
    public void A_missing_file_is_a_finding_that_names_it() =>
        Should.Throw<TopologyException>(() => TopologyFile.Load("nowhere/bifrost.yml")).Findings.ShouldHaveSingleItem().File.ShouldBe("nowhere/bifrost.yml");
}
