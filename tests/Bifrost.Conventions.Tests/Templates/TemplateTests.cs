using System.Text.RegularExpressions;
using Bifrost.Catalogs;
using Bifrost.Conventions.Tests.House;
using Bifrost.Templates;
using Bifrost.Topology;

namespace Bifrost.Conventions.Tests.Templates;

public sealed partial class TemplateTests
{
    private const string EveryTemplate = """
        name: every
        converters:
          avro: { kind: avro, registry: "${env:REGISTRY}" }
          apicurio: { kind: avro, registry: "${env:REGISTRY}", flavour: apicurio }
        clusters:
          embedded: { kind: embedded, url: here }
          avro: { kind: kafka-connect, url: here, converter: avro }
          apicurio: { kind: kafka-connect, url: here, converter: apicurio }
        defaults:
          targets:
            connection: { host: "${env:H}", database: d, user: u, password: "${env:P}", sslMode: verify-ca, sslRootCert: /etc/ssl/root.crt }
        sources:
          thor:
            connection: { host: "${env:H}", database: d, user: u, password: "${env:P}", sslMode: require, sslRootCert: /etc/ssl/root.crt }
            schemas: { include: [raw], exclude: [old] }
            tables: { include: [raw.*], exclude: [raw.log] }
            keyColumns: { raw.log: [a, b] }
            heartbeat: { interval: 1m, query: "select 1" }
        targets:
          postgres: { tables: { exclude: [raw.x] } }
          mysql: { dialect: mysql }
          mariadb: { dialect: mariadb }
          confluent: { connector: confluent-jdbc }
          confluent-mysql: { connector: confluent-jdbc, dialect: mysql, deletes: false }
        """;

    private static IReadOnlyList<RenderedConnector> Rendered { get; } = ConnectorRenderer.Render(TopologyFile.Parse(EveryTemplate, "every.yml"));

    private static IEnumerable<string> Folders => Repository.Files.Where(static file => file.StartsWith("templates/", StringComparison.Ordinal) && file.EndsWith(".hbs", StringComparison.Ordinal)).Select(static file => Path.GetDirectoryName(file)!);

    [Test]
    public void Every_template_is_rendered_by_this_test() =>
        Rendered.Select(one => ConfigOf(one)["connector.class"]).Distinct().Count().ShouldBe(3);

    [TestCaseSource(nameof(Folders))]
    public void Every_template_has_a_schema_and_a_README(string folder) =>
        new[] { $"{folder}/parameters.schema.json", $"{folder}/README.md" }.ShouldBeSubsetOf(Repository.Files);

    [TestCaseSource(nameof(Folders))]
    public void A_value_gets_into_a_template_only_through_the_json_helper(string folder)
    {
        var expressions = Expression().Matches(Repository.Read($"{folder}/connector.json.hbs")).Select(match => match.Groups[1].Value);

        expressions.Where(one => !Allowed().IsMatch(one)).ShouldBeEmpty();
    }

    [Test]
    public void Every_key_that_is_rendered_is_one_that_its_connector_reads()
    {
        foreach (var connector in Rendered)
        {
            var config = ConfigOf(connector);
            var catalog = KeyCatalogs.Find(config["connector.class"]).ShouldNotBeNull();

            config.Keys.Where(key => !IsPrefixed(key, config) && key != "bifrost.topology" && !catalog.Reads(key)).ShouldBeEmpty(connector.RelativePath);
        }
    }

    [Test]
    public void The_embedded_worker_refuses_no_key_that_is_rendered_for_its_connectors()
    {
        foreach (var connector in Rendered.Where(one => ConfigOf(one)["connector.class"].StartsWith("io.debezium", StringComparison.Ordinal)))
        {
            EmbeddedKeys.Classify(ConfigOf(connector).ToDictionary(pair => pair.Key, pair => (string?)pair.Value))
                .Where(one => one.Class.Kind is KeyKind.Refused or KeyKind.Unknown)
                .ShouldBeEmpty(connector.RelativePath);
        }
    }

    [Test]
    public void No_rendered_file_holds_a_secret() =>
        Rendered.SelectMany(ConfigOf).Where(pair => pair.Key.EndsWith("password", StringComparison.Ordinal)).ShouldAllBe(pair => pair.Value == "${env:P}");

    private static Dictionary<string, string> ConfigOf(RenderedConnector connector)
    {
        using var document = System.Text.Json.JsonDocument.Parse(connector.Json);
        return document.RootElement.GetProperty("config").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!);
    }

    private static bool IsPrefixed(string key, Dictionary<string, string> config) =>
        ForeignPrefix().IsMatch(key) || (config.TryGetValue("post.processors", out var alias) && key.StartsWith($"{alias}.", StringComparison.Ordinal));

    [GeneratedRegex(@"^(key\.converter|value\.converter|transforms|consumer\.override)\.")]
    private static partial Regex ForeignPrefix();

    [GeneratedRegex(@"\{\{\{?\s*(.*?)\s*\}\}", RegexOptions.Singleline)]
    private static partial Regex Expression();

    [GeneratedRegex(@"^(json\s|#if\s|#each\s|else$|/if$|/each$)")]
    private static partial Regex Allowed();
}
