using System.Text.Json;
using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;
using Bifrost.Testing.Stubs;

namespace Bifrost.Connect.Tests.Client;

public sealed class ConnectClientTests
{
    private StubConnect _cluster = null!;
    private ConnectClient _client = null!;

    [SetUp]
    public void Start()
    {
        _cluster = new StubConnect();
        _client = ClientUnderTest.For(_cluster.Url);
    }

    [TearDown]
    public void Stop()
    {
        _client.Dispose();
        _cluster.Dispose();
    }

    [TestCase("a b", "/connectors/a%20b/status")]
    [TestCase("50%", "/connectors/50%25/status")]
    [TestCase("why?&#", "/connectors/why%3F%26%23/status")]
    [TestCase("Grüße", "/connectors/Gr%C3%BC%C3%9Fe/status")]
    [TestCase("a/b", "/connectors/a%2Fb/status")]
    [TestCase("a+b", "/connectors/a%2Bb/status")]
    public async Task A_name_is_sent_as_one_percent_encoded_segment(string name, string path)
    {
        await _client.FindStatusAsync(name, default);
        _cluster.Requests.ShouldHaveSingleItem().Path.ShouldBe(path);
    }

    [Test]
    public async Task A_configuration_is_created_replaced_read_and_deleted()
    {
        var created = await _client.PutConfigAsync("mjolnir-sink", new Dictionary<string, string> { ["topics"] = "a" }, default);
        created.Type.ShouldBe(ConnectorType.Sink);
        await _client.PutConfigAsync("mjolnir-sink", new Dictionary<string, string> { ["topics"] = "b" }, default);
        (await _client.FindConnectorAsync("mjolnir-sink", default))!.Config["topics"].ShouldBe("b");
        (await _client.FindStatusAsync("mjolnir-sink", default))!.Tasks.ShouldHaveSingleItem().State.ShouldBe(ConnectorState.Running);
        (await _client.DeleteConnectorAsync("mjolnir-sink", default)).ShouldBeTrue();
        (await _client.DeleteConnectorAsync("mjolnir-sink", default)).ShouldBeFalse();
        (await _client.FindConnectorAsync("mjolnir-sink", default)).ShouldBeNull();
    }

    [TestCase("order")]
    [TestCase("order_in_group")]
    public async Task The_place_of_a_key_is_read_under_its_old_and_its_new_name(string member)
    {
        var key = $$"""{"name":"k","type":"STRING","required":false,"default_value":null,"importance":"LOW","documentation":"","group":"g","{{member}}":7,"width":"NONE","display_name":"k","dependents":[]}""";
        _cluster.Before = request => request.Path.EndsWith("/validate", StringComparison.Ordinal)
            ? new StubAnswer(200, $$"""{"name":"c","error_count":0,"groups":[],"configs":[{"definition":{{key}},"value":null},{"definition":null,"value":null}]}""")
            : new StubAnswer(200, $"[{key}]");
        (await _client.GetPluginConfigAsync("c", null, default)).ShouldHaveSingleItem().OrderInGroup.ShouldBe(7);
        (await _client.ValidateAsync("c", new Dictionary<string, string>(), default)).Configs[0].Definition!.OrderInGroup.ShouldBe(7);
    }

    [Test]
    public async Task A_null_version_and_a_missing_trace_are_read()
    {
        _cluster.Before = static _ => new StubAnswer(200, """{"name":"x","connector":{"state":"RUNNING","worker_id":"w:1","version":null},"tasks":[{"id":0,"state":"PAUSED","worker_id":"w:1"}],"type":"unknown"}""");
        var status = (await _client.FindStatusAsync("x", default))!;
        status.Connector.Version.ShouldBeNull();
        status.Tasks[0].Trace.ShouldBeNull();
        status.Type.ShouldBe(ConnectorType.Unknown);
    }

    [Test]
    public async Task Both_expansions_are_asked_for()
    {
        _cluster.Add("x", ("k", "v"));
        var connectors = await _client.ExpandConnectorsAsync(default);
        connectors["x"].Info!.Config["k"].ShouldBe("v");
        connectors["x"].Status!.Connector.State.ShouldBe(ConnectorState.Running);
        _cluster.Requests[0].Path.ShouldBe("/connectors?expand=status&expand=info");
    }

    [Test]
    public async Task An_unhealthy_worker_is_an_answer_and_no_failure()
    {
        _cluster.Before = static _ => new StubAnswer(503, """{"status":"starting","message":"Worker is still starting up."}""");
        (await _client.GetHealthAsync(default)).Status.ShouldBe("starting");
    }

    [Test]
    public async Task Offsets_go_out_as_they_came_in()
    {
        var offsets = JsonSerializer.Deserialize<ConnectorOffsets>("""{"offsets":[{"partition":{"server":"thor"},"offset":null}]}""")!;
        _cluster.Add("x").Stop();
        await _client.AlterOffsetsAsync("x", offsets, default);
        _cluster.Requests[^1].Body.ShouldBe("""{"offsets":[{"partition":{"server":"thor"},"offset":null}]}""");
    }

    [Test]
    public async Task Kafka_Connect_has_no_streams()
    {
        (await _client.FindStreamsAsync(default)).ShouldBeNull();
        _cluster.Streams = """[{"sink":"mjolnir-sink","source":"thor-source","slot":null,"phase":"streaming","received_lsn":"0/20","applied_lsn":"0/10","lag_bytes":16,"last_commit_time":null,"transactions":1,"snapshot_rows":0,"inserted":1,"updated":0,"deleted":0,"truncated":0,"retrying_since":null,"retry_reason":null}]""";
        (await _client.FindStreamsAsync(default))!.ShouldHaveSingleItem().LagBytes.ShouldBe(16);
    }

    [Test]
    public async Task A_login_is_sent_where_the_cluster_has_one()
    {
        using var client = ClientUnderTest.For(_cluster.Url, "ops", "pass:word");
        await client.ListConnectorsAsync(default);
        _cluster.Requests[0].Authorization.ShouldBe("Basic " + Convert.ToBase64String("ops:pass:word"u8));
    }

    [Test]
    public async Task A_path_in_front_of_the_API_is_kept()
    {
        using var client = ClientUnderTest.For(new Uri(_cluster.Url, "connect/"));
        _cluster.Before = static _ => new StubAnswer(200, "[]");
        await client.ListConnectorsAsync(default);
        _cluster.Requests[0].Path.ShouldBe("/connect/connectors");
    }

    [Test]
    public async Task Every_call_of_the_interface_asks_for_its_path()
    {
        _cluster.Before = static _ => new StubAnswer(200, "{}");
        async Task Ignore(Task call)
        {
            try
            {
                await call;
            }
            catch (ConnectException)
            {
                // Only the request matters here.
            }
        }
        await Ignore(_client.PauseAsync("x", default));
        await Ignore(_client.ResumeAsync("x", default));
        await Ignore(_client.StopAsync("x", default));
        await Ignore(_client.RestartAsync("x", true, false, default));
        await Ignore(_client.RestartTaskAsync("x", 3, default));
        await Ignore(_client.GetTaskStatusAsync("x", 3, default));
        await Ignore(_client.ListTasksAsync("x", default));
        await Ignore(_client.ResetTopicsAsync("x", default));
        await Ignore(_client.PatchConfigAsync("x", new Dictionary<string, string?> { ["k"] = null }, default));
        await Ignore(_client.ResetOffsetsAsync("x", default));
        await Ignore(_client.ListPluginsAsync(false, default));
        await Ignore(_client.ListLoggersAsync(default));
        await Ignore(_client.GetLoggerAsync("root", default));
        await Ignore(_client.SetLoggerAsync("root", "DEBUG", true, default));
        await Ignore(_client.CreateConnectorAsync(new CreateConnectorRequest("x", new Dictionary<string, string?>(), "PAUSED"), default));
        _cluster.Requests.Select(static request => request.ToString()).ShouldBe(
        [
            "PUT /connectors/x/pause", "PUT /connectors/x/resume", "PUT /connectors/x/stop", "POST /connectors/x/restart?includeTasks=true&onlyFailed=false",
            "POST /connectors/x/tasks/3/restart", "GET /connectors/x/tasks/3/status", "GET /connectors/x/tasks", "PUT /connectors/x/topics/reset", "PATCH /connectors/x/config",
            "DELETE /connectors/x/offsets", "GET /connector-plugins?connectorsOnly=false", "GET /admin/loggers", "GET /admin/loggers/root", "PUT /admin/loggers/root?scope=cluster", "POST /connectors",
        ]);
        _cluster.Requests.Single(static request => request.Method == "PATCH").Body.ShouldBe("""{"k":null}""");
        _cluster.Requests[^1].Body.ShouldBe("""{"name":"x","config":{},"initial_state":"PAUSED"}""");
    }
}
