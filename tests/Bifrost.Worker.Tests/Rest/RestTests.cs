using System.Net.Http.Headers;
using System.Text;
using Bifrost.Worker.Tests.Harness;

namespace Bifrost.Worker.Tests.Rest;

/// <summary>What the transcripts do not ask: methods, media types, authentication, validation of this worker's own kind.</summary>
public sealed class RestTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = TestWorker.NewFolder();

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    private static Task<Answer> ValidateAsync(TestWorker worker, Dictionary<string, string> config) =>
        worker.SendAsync("PUT", $"/connector-plugins/{config["connector.class"].Split('.')[^1]}/config/validate", config.With("name", "v").Json());

    private static string[] Errors(Answer answer, string key) =>
        [.. answer.Body!["configs"]!.AsArray().Where(entry => (string?)entry!["value"]!["name"] == key).SelectMany(static entry => entry!["value"]!["errors"]!.AsArray()).Select(static error => (string)error!)];

    [TestCase("DELETE", "/connectors", null, null, 405, "HTTP 405 Method Not Allowed")]
    [TestCase("POST", "/connectors", "name=x", "application/x-www-form-urlencoded", 415, "HTTP 415 Unsupported Media Type")]
    [TestCase("GET", "/connectors/x/tasks/one/status", null, null, 404, "HTTP 404 Not Found")]
    [TestCase("PUT", "/connectors/x/config", "{\"name\":\"x\",\"config\":{}}", "application/json", 500, "Cannot deserialize value of type `java.lang.String` from Object value")]
    [TestCase("PUT", "/connectors/x/config", "", "application/json", 500, "because \"connectorConfig\" is null")]
    [TestCase("POST", "/connectors", "{\"name\":\"x\"}", "application/json", 500, "null")]
    [TestCase("POST", "/connectors", "{name:1}", "application/json", 500, "Unexpected character ('n' (code 110)): was expecting double-quote to start field name")]
    [TestCase("PUT", "/admin/loggers/root", "{}", "application/json", 400, "Desired 'level' parameter was not specified in request.")]
    public async Task Bad_requests_get_Connects_errors(string method, string path, string? body, string? type, int status, string message)
    {
        await using var worker = await TestWorker.StartAsync(_folder);
        var answer = await worker.SendAsync(method, path, body, type);
        answer.Status.ShouldBe(status);
        answer.Message!.ShouldContain(message);
        ((int)answer.Body!["error_code"]!).ShouldBe(status);
    }

    [TestCase("latest", 200)]
    [TestCase("3.6.0.Final", 200)]
    [TestCase("9.9", 400)]
    public async Task A_plugins_keys_are_told_of_the_version_that_is_here(string version, int status)
    {
        var folder = TestWorker.NewFolder();
        await using (var worker = await TestWorker.StartAsync(folder))
        {
            var answer = await worker.GetAsync($"/connector-plugins/JdbcSinkConnector/config?version={version}");
            answer.Status.ShouldBe(status);
            if (status == 400)
                answer.Message.ShouldBe("Plugin JdbcSinkConnector not found that matches the version range 9.9, available versions: [3.6.0.Final]");
        }

        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task HEAD_and_OPTIONS_are_answered_and_an_Accept_without_JSON_is_not()
    {
        await using var worker = await TestWorker.StartAsync(_folder);
        (await worker.SendAsync("HEAD", "/connectors")).Status.ShouldBe(200);
        (await worker.SendAsync("OPTIONS", "/connectors")).Text.ShouldBe("GET,HEAD,OPTIONS,POST");
        worker.Http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        (await worker.GetAsync("/connectors")).Status.ShouldBe(406);
    }

    [Test]
    public async Task With_a_user_set_nobody_else_gets_in()
    {
        await using var worker = await TestWorker.StartAsync(_folder, options: static options => options with { User = "odin", Password = "p:w" });
        using var refused = await worker.Http.GetAsync("/connectors");
        ((int)refused.StatusCode, refused.Headers.WwwAuthenticate.ToString(), await refused.Content.ReadAsStringAsync()).ShouldBe((401, "Basic", "User cannot access the resource."));
        worker.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("odin:wrong")));
        (await worker.GetAsync("/connectors")).Status.ShouldBe(401);
        worker.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("odin:p:w"u8));
        (await worker.GetAsync("/connectors")).Status.ShouldBe(200);
    }

    [Test]
    public async Task Level_changes_reach_the_log()
    {
        await using var worker = await TestWorker.StartAsync(_folder);
        await worker.GetAsync("/health");
        worker.Log.ToString().ShouldNotContain("GET /health");
        (await worker.SendAsync("PUT", "/admin/loggers/Bifrost.Worker.Rest", "{\"level\":\"debug\"}")).Text.ShouldContain("Bifrost.Worker.Rest.RestServer");
        await worker.GetAsync("/health");
        worker.Log.ToString().ShouldContain("DEBUG Bifrost.Worker.Rest.RestServer GET /health -> 200");
        (await worker.SendAsync("PUT", "/admin/loggers/root?scope=cluster", "{\"level\":\"OFF\"}")).Status.ShouldBe(204);
    }

    [TestCase("database.port", "many", "The 'database.port' value is invalid: An integer is expected")]
    [TestCase("slot.name", "Wrong-Name", "The 'slot.name' value is invalid: Valid replication slot name must contain only digits")]
    [TestCase("topic.prefix", "", "The 'topic.prefix' value is invalid: A value is required")]
    [TestCase("decimal.handling.mode", "exact", "The 'decimal.handling.mode' value is invalid: Value must be one of")]
    [TestCase("table.include.list", "raw.(", "A comma-separated list of valid regular expressions is expected, but")]
    [TestCase("slot.failover", "true", "The embedded worker refuses it")]
    [TestCase("database.password", "${env:NOT_SET}", "the environment variable NOT_SET is not set")]
    public async Task Faults_of_a_source_are_on_their_keys(string key, string value, string expected)
    {
        await using var worker = await TestWorker.StartAsync(_folder);
        var errors = Errors(await ValidateAsync(worker, Configs.Source().With(key, value)), key);
        errors.ShouldHaveSingleItem().ShouldContain(expected);
    }

    [TestCase("batch.size", "lots", "Invalid value lots for configuration batch.size: Not a number of type INT")]
    [TestCase("delete.enabled", "maybe", "Invalid value maybe for configuration delete.enabled: Expected value to be either true or false")]
    [TestCase("errors.tolerance", "some", "Invalid value some for configuration errors.tolerance: String must be one of: none, all")]
    [TestCase("topics.regex", ".*", "topics and topics.regex are mutually exclusive options, but both are set.")]
    [TestCase("primary.key.mode", "kafka", "The embedded worker refuses it")]
    [TestCase("connection.url", "jdbc:mysql://h/db", "applies to PostgreSQL only")]
    [TestCase("consumer.override.max.poll.records", "x", "Not a number of type INT")]
    [TestCase("transforms", "a", "transforms.a.type", "transforms.a.type")]
    public async Task Faults_of_a_sink_are_on_their_keys(string key, string value, string expected, string? on = null)
    {
        await using var worker = await TestWorker.StartAsync(_folder);
        var answer = await ValidateAsync(worker, Configs.Sink().With(key, value));
        Errors(answer, on ?? key).ShouldNotBeEmpty();
        string.Join('\n', Errors(answer, on ?? key)).ShouldContain(expected);
    }

    [Test]
    public async Task Converters_are_accepted_and_validation_says_that_they_have_nothing_to_do()
    {
        await using var worker = await TestWorker.StartAsync(_folder);
        var answer = await ValidateAsync(worker, Configs.Sink().With("value.converter", "io.confluent.connect.avro.AvroConverter").With("value.converter.schema.registry.url", "http://r:8081"));
        ((int)answer.Body!["error_count"]!).ShouldBe(0);
        answer.Body!["configs"]!.AsArray().Single(static entry => (string?)entry!["value"]!["name"] == "value.converter")!["definition"]!["documentation"]!.GetValue<string>().ShouldContain("without effect");
    }

    [Test]
    public async Task An_unknown_key_is_accepted_with_a_warning()
    {
        await using var worker = await TestWorker.StartAsync(_folder);
        (await worker.SendAsync("POST", "/connectors", Configs.Create("s", Configs.Sink().With("inser.mode", "upsert")))).Status.ShouldBe(201);
        worker.Log.ToString().ShouldContain("the key inser.mode is not known");
    }

    [Test]
    public async Task A_null_value_is_a_fault()
    {
        await using var worker = await TestWorker.StartAsync(_folder);
        var answer = await worker.SendAsync("POST", "/connectors", """{"name":"s","config":{"connector.class":"JdbcSink","topics":"a","x":null}}""");
        (answer.Status, answer.Message!.Contains("Null value can not be supplied as the configuration value.")).ShouldBe((400, true));
    }
}
