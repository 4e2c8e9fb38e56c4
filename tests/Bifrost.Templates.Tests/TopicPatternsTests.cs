using System.Text.RegularExpressions;

namespace Bifrost.Templates.Tests;

public class TopicPatternsTests
{
    [TestCase("tables: [raw.*]", "", "thor.raw.portes", true)]
    [TestCase("tables: [raw.*]", "", "thor.other.portes", false)]
    [TestCase("tables: [raw.*]", "", "thor.transaction", false)]
    [TestCase("tables: [raw.*]", "", "__debezium-heartbeat.thor", false)]
    [TestCase("tables: [raw.*]", "", "xthor.raw.portes", false)]
    [TestCase("tables: [raw.*]", "", "thorxraw.portes", false)]
    [TestCase("tables: [raw.a, raw.b]", "", "thor.raw.b", true)]
    [TestCase("tables: [raw.a, raw.b]", "", "thor.raw.c", false)]
    [TestCase("tables: [raw.p*]", "", "thor.raw.p", true)]
    [TestCase("schemas: [raw]", "", "thor.raw.portes", true)]
    [TestCase("schemas: [raw]", "", "thor.etc.portes", false)]
    [TestCase("", "", "thor.any.thing", true)]
    [TestCase("", "", "thor.transaction", false)]
    [TestCase("tables: [raw.*]", "tables: [raw.portes]", "thor.raw.portes", true)]
    [TestCase("tables: [raw.*]", "tables: [raw.portes]", "thor.raw.registros", false)]
    [TestCase("tables: [raw.*]", "tables: { exclude: [raw.log] }", "thor.raw.log", false)]
    [TestCase("tables: [raw.*]", "tables: { exclude: [raw.log] }", "thor.raw.log2", true)]
    [TestCase("topicPrefix: a.b", "", "a.b.raw.x", true)]
    [TestCase("topicPrefix: a.b", "", "axb.raw.x", false)]
    [TestCase("tables: [\"raw.a$b\"]", "", "thor.raw.a_b", true)]
    [TestCase("tables: [raw.*]\n    heartbeat: { table: bifrost.heartbeat }", "", "thor.bifrost.heartbeat", true)]
    [TestCase("tables: [raw.*]\n    heartbeat: { table: bifrost.heartbeat }", "", "thor.raw.portes", true)]
    [TestCase("tables: [raw.*]\n    heartbeat: { table: bifrost.heartbeat }", "", "thor.bifrost.signals", false)]
    [TestCase("tables: [raw.*]\n    heartbeat: { table: bifrost.heartbeat }", "tables: raw.portes", "thor.bifrost.heartbeat", true)]
    [TestCase("tables: [raw.*]\n    heartbeat: { table: bifrost.heartbeat }", "tables: raw.portes", "thor.raw.registros", false)]
    [TestCase("tables: [raw.*]\n    heartbeat: { table: bifrost.heartbeat }", "tables: { exclude: raw.log }", "thor.bifrost.heartbeat", true)]
    [TestCase("tables: [raw.*]\n    heartbeat: { table: bifrost.heartbeat }", "tables: { exclude: bifrost.* }", "thor.bifrost.heartbeat", false)]
    [TestCase("heartbeat: { table: bifrost.heartbeat }\n    signals: bifrost.signals", "", "thor.bifrost.signals", false)]
    public void A_sink_reads_the_topics_of_its_tables_and_no_other(string source, string target, string topic, bool reads)
    {
        var regex = TemplateTopology.Config(TemplateTopology.Text(source, target))["topics.regex"];

        // Connect wants the whole name to match.
        Regex.IsMatch(topic, $@"\A(?:{regex})\z").ShouldBe(reads, regex);
    }

    [Test]
    public void A_sink_of_two_sources_reads_both()
    {
        var text = TemplateTopology.Text(target: "sources: [thor, loki]").Replace("sources:\n  thor:", "sources:\n  loki: { tables: [x.y], connection: { host: h, database: d, user: u, password: \"${env:P}\" } }\n  thor:", StringComparison.Ordinal);

        var regex = TemplateTopology.Config(text)["topics.regex"];

        Regex.IsMatch("loki.x.y", $@"\A(?:{regex})\z").ShouldBeTrue();
        Regex.IsMatch("thor.x.y", $@"\A(?:{regex})\z").ShouldBeTrue();
        Regex.IsMatch("loki.x.z", $@"\A(?:{regex})\z").ShouldBeFalse();
    }
}
