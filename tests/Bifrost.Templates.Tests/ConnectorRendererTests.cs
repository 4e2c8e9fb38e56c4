using System.Text.Json;

namespace Bifrost.Templates.Tests;

public class ConnectorRendererTests
{
    [Test]
    public void Each_cluster_gets_a_file_for_each_connector() =>
        TemplateTopology.Render(TemplateTopology.Text()).Select(one => one.RelativePath)
            .ShouldBe(["kafka/thor-source.json", "kafka/mjolnir-sink.json", "embedded/thor-source.json", "embedded/mjolnir-sink.json"]);

    [Test]
    public void Rendering_twice_gives_the_same_bytes() =>
        TemplateTopology.Render(TemplateTopology.Text()).Select(one => one.Json).ShouldBe(TemplateTopology.Render(TemplateTopology.Text()).Select(one => one.Json));

    [Test]
    public void A_file_has_ordered_keys_and_texts_only_and_ends_with_a_line()
    {
        foreach (var rendered in TemplateTopology.Render(TemplateTopology.Text()))
        {
            var keys = TemplateTopology.ConfigOf(rendered).Keys.ToList();

            keys.ShouldBe(keys.Order(StringComparer.Ordinal));
            rendered.Json.ShouldEndWith("\n}\n");
            rendered.Json.ShouldNotContain("\r");
        }
    }

    [Test]
    public void One_more_target_adds_one_file_for_each_cluster_and_changes_no_other()
    {
        var before = TemplateTopology.Render(TemplateTopology.Text());
        var after = TemplateTopology.Render(TemplateTopology.Text(targets: "gungnir: { connection: { host: h, database: d, user: u, password: \"${env:P}\" } }"));

        after.Where(one => one.Name != "gungnir-sink").ShouldBe(before);
        after.Count(one => one.Name == "gungnir-sink").ShouldBe(2);
    }

    [Test]
    public void Overrides_win_and_a_null_takes_a_key_out()
    {
        var config = TemplateTopology.Config(TemplateTopology.Text(target: "config: { batch.size: 7, quote.identifiers: ~, hibernate.dialect: mine }"));

        config["batch.size"].ShouldBe("7");
        config["hibernate.dialect"].ShouldBe("mine");
        config.ShouldNotContainKey("quote.identifiers");
    }

    [Test]
    public void A_value_that_needs_escaping_arrives_as_it_was_written()
    {
        const string Value = """a "quoted" \ back, < & > 'é' {{x}}""";

        TemplateTopology.Config(TemplateTopology.Text(source: $"heartbeat: {{ query: {JsonSerializer.Serialize(Value)} }}"), "thor-source")["heartbeat.action.query"].ShouldBe(Value);
    }

    [Test]
    public void A_heartbeat_table_is_written_to_by_its_connector_and_captured_with_its_schema()
    {
        var config = TemplateTopology.Config(TemplateTopology.Text(source: "heartbeat: { table: ops.Beats }\n    schemas: raw\n    tables: { include: raw.*, exclude: raw.log }"), "thor-source");

        config["heartbeat.action.query"].ShouldBe("insert into \"ops\".\"Beats\" (source, beat_at) values ('thor-source', now()) on conflict (source) do update set beat_at = excluded.beat_at");
        config["schema.include.list"].ShouldBe("raw,ops");
        config["table.include.list"].ShouldBe(@"(?!(?:raw\.log)$)raw\..*,(?!(?:raw\.log)$)ops\.Beats");
    }

    [Test]
    public void References_are_rendered_as_they_are_written() =>
        TemplateTopology.Config(TemplateTopology.Text())["connection.url"].ShouldBe("jdbc:postgresql://${env:HOST}:5432/d?stringtype=unspecified");

    [TestCase("kafka/thor-source.json")]
    [TestCase("kafka/mjolnir-sink.json")]
    [TestCase("embedded/mjolnir-sink.json")]
    public void A_state_is_rendered_beside_the_configuration_and_only_where_it_is_asked_for(string path)
    {
        var rendered = TemplateTopology.Render(TemplateTopology.Text(source: "state: paused", target: "state: paused")).First(one => one.RelativePath == path);

        rendered.Json.ShouldEndWith("\n  },\n  \"initial_state\": \"PAUSED\"\n}\n");
        TemplateTopology.Render(TemplateTopology.Text()).ShouldAllBe(one => !one.Json.Contains("initial_state"));
    }

    [Test]
    public void Topics_are_made_by_Connect_as_the_source_asks()
    {
        var config = TemplateTopology.Config(TemplateTopology.Text(source: "topics: { partitions: 3, config: { cleanup.policy: compact } }"), "thor-source");

        config.Where(pair => pair.Key.StartsWith("topic.creation.")).ShouldBe(
        [
            new("topic.creation.default.cleanup.policy", "compact"),
            new("topic.creation.default.partitions", "3"),
            new("topic.creation.default.replication.factor", "-1"),
        ]);
        TemplateTopology.Config(TemplateTopology.Text(), "thor-source").Keys.ShouldAllBe(key => !key.StartsWith("topic.creation."));
    }

    [Test]
    public void Every_connector_carries_its_topology() =>
        TemplateTopology.Render(TemplateTopology.Text()).ShouldAllBe(one => TemplateTopology.ConfigOf(one)["bifrost.topology"] == "asgard");
}
