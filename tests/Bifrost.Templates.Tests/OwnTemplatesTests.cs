namespace Bifrost.Templates.Tests;

public class OwnTemplatesTests
{
    private const string AnySchema = """{ "type": "object" }""";

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("bifrost-templates-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_template_of_ones_own_wins_and_the_others_stay()
    {
        Put("""{ "name": {{json name}}, "config": { "connector.class": "Mine", "bifrost.topology": {{json topology}} } }""");

        var rendered = Render();

        TemplateTopology.ConfigOf(rendered.First(one => one.Name == "mjolnir-sink"))["connector.class"].ShouldBe("Mine");
        TemplateTopology.ConfigOf(rendered.First(one => one.Name == "thor-source"))["connector.class"].ShouldBe("io.debezium.connector.postgresql.PostgresConnector");
    }

    [TestCase("""{ "name": {{json name}}, "config": { "a": {{name}} } }""", "is not JSON")]
    [TestCase("""{ "name": {{json name}}, "config": { "a": "1", "a": "2", "bifrost.topology": "x" } }""", "is not JSON")]
    [TestCase("""{ "name": {{json name}}, "config": { "a": {{json nothing}} } }""", "nothing")]
    [TestCase("""{ "name": {{json name}}, "config": { "a": 1, "bifrost.topology": "x" } }""", "has a as number; Connect takes texts only")]
    [TestCase("""{ "name": {{json name}}, "config": { "a": "1" } }""", "has no key 'bifrost.topology'")]
    [TestCase("""{ "name": "other", "config": { "bifrost.topology": "x" } }""", "has another name")]
    [TestCase("[]", "is not an object")]
    [TestCase("{{#if name}}", "cannot be rendered")]
    public void A_template_that_is_wrong_is_told_with_its_name_and_the_connectors(string text, string says)
    {
        Put(text);

        var message = Should.Throw<TemplateException>(Render).Message;

        message.ShouldContain(says);
        message.ShouldContain("debezium-jdbc-sink-postgres");
        message.ShouldContain("mjolnir-sink");
    }

    [Test]
    public void Parameters_that_do_not_fit_are_told_all_at_once_without_their_values()
    {
        Put("{}", """
            {
              "type": "object",
              "required": ["missing"],
              "properties": {
                "insert": { "enum": ["insert"] },
                "deletes": { "type": "string" },
                "database": { "properties": { "password": { "pattern": "^none$" } } },
                "converter": { "type": "array", "items": { "properties": { "key": { "pattern": "^k" } } } }
              }
            }
            """);

        var message = Should.Throw<TemplateException>(Render).Message;

        message.ShouldContain("'missing' is missing");
        message.ShouldContain("'insert' must be one of insert");
        message.ShouldContain("'deletes' must be string, not boolean");
        message.ShouldContain("'database.password' must match");
        message.ShouldContain("'converter[3].key' must match");
        message.ShouldNotContain("${env");
    }

    [TestCase("""{ "type": "object", "properties": { "a": { "maxItems": 3 } } }""", "'maxItems' is not supported")]
    [TestCase("{", "parameters.schema.json")]
    public void A_schema_that_would_check_nothing_is_refused(string schema, string says)
    {
        Put("{}", schema);

        Should.Throw<TemplateException>(Render).Message.ShouldContain(says);
    }

    [Test]
    public void A_template_without_a_schema_is_refused()
    {
        Put("{}");
        File.Delete(Path.Combine(_folder, "debezium-jdbc-sink-postgres", "parameters.schema.json"));

        Should.Throw<TemplateException>(Render).Message.ShouldContain("there is no parameters.schema.json");
    }

    [Test]
    public void A_template_that_nothing_uses_is_told()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "debezium-jdbc-sink-postgre"));
        File.WriteAllText(Path.Combine(_folder, "debezium-jdbc-sink-postgre", "connector.json.hbs"), "{}");

        Should.Throw<TemplateException>(Render).Message.ShouldContain("debezium-jdbc-sink-postgres");
    }

    [Test]
    public void A_folder_that_is_not_there_is_told() =>
        Should.Throw<TemplateException>(() => ConnectorRenderer.Render(TemplateTopology.Read(TemplateTopology.Text()), Path.Combine(_folder, "nowhere"))).Message.ShouldContain("nowhere");

    private IReadOnlyList<RenderedConnector> Render() => ConnectorRenderer.Render(TemplateTopology.Read(TemplateTopology.Text()), _folder);

    private void Put(string template, string schema = AnySchema)
    {
        var own = Directory.CreateDirectory(Path.Combine(_folder, "debezium-jdbc-sink-postgres")).FullName;
        File.WriteAllText(Path.Combine(own, "connector.json.hbs"), template);
        File.WriteAllText(Path.Combine(own, "parameters.schema.json"), schema);
    }
}
