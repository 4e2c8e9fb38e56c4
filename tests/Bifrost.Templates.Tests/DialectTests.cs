using System.Text.RegularExpressions;

namespace Bifrost.Templates.Tests;

public class DialectTests
{
    [Test]
    public void A_MySQL_target_has_its_drivers_URL_and_no_schema_in_its_names()
    {
        var config = TemplateTopology.Config(TemplateTopology.Text(target: "dialect: mysql"));

        config["connection.url"].ShouldBe("jdbc:mysql://${env:HOST}:3306/d");
        config["collection.name.format"].ShouldBe("${source.schema}_${source.table}");
    }

    [TestCase("postgres", "verify-full", "jdbc:postgresql://h:5432/d?stringtype=unspecified&sslmode=verify-full")]
    [TestCase("mysql", "verify-full", "jdbc:mysql://h:3306/d?sslMode=VERIFY_IDENTITY")]
    [TestCase("mariadb", "require", "jdbc:mariadb://h:3306/d?sslMode=trust")]
    [TestCase("mariadb", "prefer", "jdbc:mariadb://h:3306/d")]
    public void Encryption_is_asked_for_in_the_words_of_the_driver(string dialect, string mode, string url)
    {
        var text = TemplateTopology.Text(targets: $"other: {{ dialect: {dialect}, connection: {{ host: h, database: d, user: u, password: \"${{env:P}}\", sslMode: {mode} }} }}");

        TemplateTopology.Config(text, "other-sink")["connection.url"].ShouldBe(url);
    }

    [Test]
    public void Confluents_sink_gets_its_own_keys_and_none_of_Debeziums()
    {
        var config = TemplateTopology.Config(TemplateTopology.Text(target: "connector: confluent-jdbc"));

        config["pk.mode"].ShouldBe("record_key");
        config["auto.create"].ShouldBe("true");
        config["connection.user"].ShouldBe("u");
        config.Keys.ShouldNotContain(key => key == "connection.username" || key == "primary.key.mode" || key == "schema.evolution" || key == "collection.name.format" || key == "quote.identifiers");
    }

    [TestCase("3.6.0.Final", "", "delete-to-tombstone")]
    [TestCase("3.1.0.Final", "", "tombstone")]
    [TestCase("3.6.0.Final", "deletes: false", "drop")]
    public void Confluents_sink_keeps_deletes_when_the_envelope_is_taken_off(string version, string deletes, string mode) =>
        TemplateTopology.Config(TemplateTopology.Text(target: $"connector: confluent-jdbc\n    {deletes}", versions: version))["transforms.unwrap.delete.tombstone.handling.mode"].ShouldBe(mode);

    [TestCase("${source.schema}.${source.table}", "raw.portes")]
    [TestCase("${source.table}_copy", "portes_copy")]
    [TestCase("${topic}", "thor.raw.portes")]
    public void Confluents_sink_names_tables_through_the_topic(string naming, string table)
    {
        var config = TemplateTopology.Config(TemplateTopology.Text(target: $"connector: confluent-jdbc\n    naming: {naming}"));

        // Java's $1 means the same to .NET; a name that goes on after the number does not, so the number is set in braces here.
        var replacement = Regex.Replace(config["transforms.table.replacement"], @"\$(\d)", "$${$1}");
        Regex.Replace("thor.raw.portes", $@"\A(?:{config["transforms.table.regex"]})\z", replacement).ShouldBe(table);
    }

    [Test]
    public void Defaults_lose_nothing_that_a_setting_can_keep()
    {
        var text = TemplateTopology.Text();
        var (source, sink) = (TemplateTopology.Config(text, "thor-source"), TemplateTopology.Config(text));

        source["skipped.operations"].ShouldBe("none");
        source["plugin.name"].ShouldBe("pgoutput");
        source["reselector.reselect.unavailable.values"].ShouldBe("true");
        source["value.converter.replace.null.with.default"].ShouldBe("false");
        sink["insert.mode"].ShouldBe("upsert");
        sink["primary.key.mode"].ShouldBe("record_key");
        sink["delete.enabled"].ShouldBe("true");
        sink["truncate.enabled"].ShouldBe("true");
    }
}
