using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Health;
using Bifrost.Connect.Plan;
using Bifrost.Connect.Tests.Client;
using Bifrost.Testing.Stubs;

namespace Bifrost.Connect.Tests.Plan;

public sealed class PlanApplierTests
{
    private static readonly ApplyOptions Options = new() { Poll = TimeSpan.FromMilliseconds(1), FailureGrace = TimeSpan.FromMilliseconds(20), Timeout = TimeSpan.FromSeconds(20) };

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

    [Test]
    public async Task The_second_apply_changes_nothing()
    {
        DesiredConnector[] desired = [Sink("mjolnir-sink"), Source("thor-source"), Sink("stormbreaker-sink")];
        var first = await ApplyAsync(desired);
        first.IsFine.ShouldBeTrue();
        _cluster.Writes.ShouldBe(["POST /connectors", "POST /connectors", "POST /connectors"]);
        var second = await ApplyAsync(desired);
        second.Connectors.ShouldAllBe(static one => one.Kind == OutcomeKind.Unchanged && one.IsFine);
        _cluster.Writes.Count.ShouldBe(3);
    }

    [Test]
    public async Task Every_configuration_is_validated_before_the_first_is_written()
    {
        await ApplyAsync([Source("a"), Sink("b")]);
        var requests = _cluster.Requests.Select(static request => request.ToString()).ToList();
        requests.FindLastIndex(static request => request.EndsWith("/validate", StringComparison.Ordinal)).ShouldBeLessThan(requests.IndexOf("POST /connectors"));
    }

    [Test]
    public async Task All_faults_of_a_configuration_are_told_and_the_others_go_on()
    {
        _cluster.Faults[("a", "snapshot.mode")] = "Value must be one of initial, never";
        _cluster.Faults[("a", "database.password")] = "hunter2 is too short";
        var report = await ApplyAsync([Source("a", ("snapshot.mode", "x"), ("database.password", "hunter2")), Sink("b")]);
        report.IsFine.ShouldBeFalse();
        var invalid = report.Connectors[0];
        invalid.Kind.ShouldBe(OutcomeKind.Invalid);
        invalid.Errors.ShouldBe(["snapshot.mode: Value must be one of initial, never", "database.password: (hidden) is too short"], ignoreOrder: true);
        report.Connectors[1].Kind.ShouldBe(OutcomeKind.Created);
        _cluster.Connectors.Keys.ShouldBe(["b"]);
    }

    [Test]
    public async Task A_connector_that_the_cluster_refuses_does_not_stop_the_others()
    {
        _cluster.Before = static request => request is { Method: "POST", Path: "/connectors" } && request.Body.StartsWith("{\"name\":\"a\"") ? StubAnswer.Error(500, "No space left") : null;
        var report = await ApplyAsync([Source("a"), Sink("b")]);
        report.Connectors[0].Kind.ShouldBe(OutcomeKind.Failed);
        report.Connectors[0].Errors.ShouldHaveSingleItem().ShouldContain("answered 500: No space left");
        report.Connectors[1].IsFine.ShouldBeTrue();
    }

    [Test]
    public async Task A_configuration_and_a_state_are_both_applied_in_that_order()
    {
        _cluster.Add("b", ("connector.class", "Sink"), ("topics", "t"), ("k", "1"));
        var report = await ApplyAsync([Sink("b", ("k", "2")) with { State = ConnectorState.Stopped }]);
        _cluster.Writes.ShouldBe(["PUT /connectors/b/config", "PUT /connectors/b/stop"]);
        report.IsFine.ShouldBeTrue();
        report.Connectors[0].Health!.Level.ShouldBe(HealthLevel.Stopped);
    }

    [Test]
    public async Task A_task_that_stays_failed_is_told_with_its_trace_and_a_hint()
    {
        _cluster.Started = static connector => connector.FailTask("org.x.y.ConnectException: Exiting\n\tat a.b\nCaused by: org.postgresql.util.PSQLException: FATAL: password authentication failed for user \"u\"\n\tat c.d");
        var report = await ApplyAsync([Sink("b")]);
        report.IsFine.ShouldBeFalse();
        var health = report.Connectors[0].Health!;
        health.Level.ShouldBe(HealthLevel.Failed);
        health.Reason.ShouldBe("ConnectException: Exiting Caused by: PSQLException: FATAL: password authentication failed for user \"u\"");
        health.Hint!.ShouldStartWith("The password is wrong");
    }

    [Test]
    public async Task A_failure_that_goes_away_is_not_told()
    {
        _cluster.Started = static connector => connector.FailTask("old failure");
        var looks = 0;
        _cluster.Before = request =>
        {
            if (request.Path.EndsWith("/status", StringComparison.Ordinal) && ++looks == 3)
                _cluster.Connectors["b"].Run();
            return null;
        };
        (await ApplyAsync([Sink("b")], Options with { FailureGrace = TimeSpan.FromMinutes(1) })).IsFine.ShouldBeTrue();
    }

    [Test]
    public async Task A_connector_without_tasks_is_waited_for_and_then_told()
    {
        _cluster.Started = static connector => connector.HaveNoTasks();
        var report = await ApplyAsync([Sink("b")], Options with { Timeout = TimeSpan.FromMilliseconds(20) });
        report.IsFine.ShouldBeFalse();
        report.Connectors[0].Health!.Reason!.ShouldStartWith("It has no tasks yet. It was not running after");
    }

    [Test]
    public async Task A_sink_that_retries_for_ever_is_not_called_running()
    {
        _cluster.Streams = """[{"sink":"b","source":"a","slot":null,"phase":"connecting","received_lsn":"0/20","applied_lsn":"0/10","lag_bytes":16,"last_commit_time":null,"transactions":1,"snapshot_rows":0,"inserted":1,"updated":0,"deleted":0,"truncated":0,"retrying_since":"2026-11-21T10:00:00Z","retry_reason":"Connection refused"}]""";
        var health = (await ApplyAsync([Sink("b")])).Connectors[0].Health!;
        (health.Level, health.Reason).ShouldBe((HealthLevel.Retrying, "Connection refused"));
    }

    [Test]
    public async Task A_cluster_that_does_not_hold_what_was_written_is_found_out()
    {
        _cluster.Started = static connector => connector.Config["k"] = "of someone else";
        var report = await ApplyAsync([Sink("b", ("k", "mine"))]);
        report.Connectors[0].Errors.ShouldHaveSingleItem().ShouldStartWith("k: it was written, and the cluster holds another value.");
    }

    [Test]
    public async Task A_change_that_somebody_else_made_meanwhile_is_not_overwritten()
    {
        _cluster.Add("b", ("connector.class", "Sink"), ("topics", "t"), ("k", "1"));
        var plan = await PlanAsync([Sink("b", ("k", "2"))]);
        _cluster.Connectors["b"].Config["k"] = "3";
        var report = await new PlanApplier(_client, Options, TimeProvider.System).ApplyAsync(plan, null, default);
        report.Connectors[0].Kind.ShouldBe(OutcomeKind.MovedOn);
        report.Connectors[0].Errors.ShouldHaveSingleItem().ShouldStartWith("It has changed since the plan was made: its k is other than before. Nothing was written.");
        _cluster.Connectors["b"].Config["k"].ShouldBe("3");
    }

    [Test]
    public async Task Two_applies_of_one_topology_at_once_end_well()
    {
        var (first, second) = (await PlanAsync([Source("a"), Sink("b")]), await PlanAsync([Source("a"), Sink("b")]));
        var reports = new[]
        {
            await new PlanApplier(_client, Options, TimeProvider.System).ApplyAsync(first, null, default),
            await new PlanApplier(_client, Options, TimeProvider.System).ApplyAsync(second, null, default),
        };
        reports.ShouldAllBe(static report => report.IsFine);
        reports[1].Connectors.ShouldAllBe(static one => one.Kind == OutcomeKind.Unchanged);
        _cluster.Writes.ShouldBe(["POST /connectors", "POST /connectors"]);
    }

    [TestCase("2", OutcomeKind.Created)]
    [TestCase("3", OutcomeKind.MovedOn)]
    public async Task A_name_that_is_taken_in_the_very_moment_is_well_where_it_is_the_same_connector(string value, OutcomeKind kind)
    {
        var plan = await PlanAsync([Sink("b", ("k", "2"))]);
        _cluster.Before = request =>
        {
            if (request.Method == "POST" && !_cluster.Connectors.ContainsKey("b"))
                _cluster.Add("b", ("connector.class", "Sink"), ("topics", "t"), ("k", value));
            return null;
        };
        (await new PlanApplier(_client, Options, TimeProvider.System).ApplyAsync(plan, null, default)).Connectors[0].Kind.ShouldBe(kind);
        _cluster.Connectors["b"].Config["k"].ShouldBe(value);
    }

    [Test]
    public async Task A_worker_that_is_behind_the_one_that_wrote_is_asked_again()
    {
        _cluster.Add("b", ("connector.class", "Sink"), ("topics", "t"), ("k", "1"));
        var stale = 0;
        _cluster.Before = request => _cluster.Writes.Count > 0 && request is { Method: "GET", Path: "/connectors/b" } && ++stale <= 2
            ? new StubAnswer(200, """{"name":"b","config":{"connector.class":"Sink","topics":"t","k":"1","name":"b"},"tasks":[],"type":"sink"}""")
            : null;
        (await ApplyAsync([Sink("b", ("k", "2"))])).IsFine.ShouldBeTrue();
        stale.ShouldBeGreaterThan(2);
    }

    [Test]
    public async Task A_connector_is_created_in_the_state_that_is_wanted()
    {
        var report = await ApplyAsync([Sink("b") with { State = ConnectorState.Paused }]);
        report.IsFine.ShouldBeTrue();
        _cluster.Writes.ShouldBe(["POST /connectors"]);
        _cluster.Connectors["b"].State.ShouldBe("PAUSED");
    }

    [Test]
    public async Task Offsets_that_an_earlier_connector_of_the_name_left_are_told()
    {
        _cluster.Left["b"] = [new { partition = new { kafka_topic = "thor.raw.portes", kafka_partition = 0 }, offset = new { kafka_offset = 7 } }];
        _cluster.Left["a"] = [new { partition = new { server = "thor" }, offset = new { lsn = 7 } }];
        var report = await ApplyAsync([Source("a"), Sink("b"), Sink("c")]);
        report.IsFine.ShouldBeTrue();
        report.Connectors[0].Notes.ShouldHaveSingleItem().ShouldContain("it takes no snapshot");
        report.Connectors[1].Notes.ShouldHaveSingleItem().ShouldStartWith("It goes on from the offsets that an earlier connector of this name left (thor.raw.portes)");
        report.Connectors[2].Notes.ShouldBeEmpty();
    }

    [Test]
    public async Task Offsets_that_are_left_are_reset_before_the_start_where_that_is_asked_for()
    {
        _cluster.Left["b"] = [new { partition = new { kafka_topic = "t", kafka_partition = 0 }, offset = new { kafka_offset = 7 } }];
        var report = await ApplyAsync([Sink("b"), Sink("c")], Options with { ResetOffsets = true });
        report.IsFine.ShouldBeTrue();
        report.Connectors[0].Notes.ShouldHaveSingleItem().ShouldContain("it reads its topics from their beginning");
        report.Connectors[1].Notes.ShouldBeEmpty();
        _cluster.Writes.ShouldBe(["POST /connectors", "DELETE /connectors/b/offsets", "PUT /connectors/b/resume", "POST /connectors", "PUT /connectors/c/resume"]);
        _cluster.Connectors["b"].State.ShouldBe("RUNNING");
    }

    [Test]
    public async Task A_class_that_is_not_installed_names_those_that_are()
    {
        _cluster.Before = static request => request.Path.EndsWith("/validate", StringComparison.Ordinal)
            ? StubAnswer.Error(400, "org.apache.kafka.connect.errors.ConnectException: Failed to find any class that implements Connector and which name matches io.confluent.connect.jdbc.JdbcSinkConnector, available connectors are: PluginDesc{klass=class x}")
            : null;
        var error = (await ApplyAsync([Sink("b") with { Config = new Dictionary<string, string> { ["connector.class"] = "io.confluent.connect.jdbc.JdbcSinkConnector" } }])).Connectors[0].Errors.ShouldHaveSingleItem();
        error.ShouldStartWith("connector.class: 'io.confluent.connect.jdbc.JdbcSinkConnector' is not installed on the cluster 'embedded'");
        error.ShouldContain("did you mean 'io.debezium.connector.jdbc.JdbcSinkConnector'? It has: io.debezium.connector.jdbc.JdbcSinkConnector.");
        error.ShouldNotContain("PluginDesc");
    }

    [Test]
    public async Task Pruning_deletes_sinks_before_sources()
    {
        _cluster.Add("z-source", ("bifrost.topology", "asgard"));
        _cluster.Add("a-sink", ("bifrost.topology", "asgard"), ("topics", "t"));
        _cluster.Add("b-sink", ("bifrost.topology", "asgard"), ("topics", "t"));
        var report = await ApplyAsync([], prune: true);
        report.IsFine.ShouldBeTrue();
        _cluster.Writes.ShouldBe(["DELETE /connectors/a-sink", "DELETE /connectors/b-sink", "DELETE /connectors/z-source"]);
    }

    [Test]
    public async Task A_connector_without_a_class_is_told_without_asking()
    {
        var report = await ApplyAsync([new DesiredConnector("a", new Dictionary<string, string> { ["k"] = "v" })]);
        report.Connectors[0].Errors.ShouldHaveSingleItem().ShouldStartWith("connector.class: it is missing");
    }

    private async Task<ApplyReport> ApplyAsync(IReadOnlyList<DesiredConnector> desired, ApplyOptions? options = null, bool prune = false)
    {
        var plan = await PlanAsync(desired, prune);
        return await new PlanApplier(_client, options ?? Options, TimeProvider.System).ApplyAsync(plan, null, default);
    }

    private async Task<ConnectorPlan> PlanAsync(IReadOnlyList<DesiredConnector> desired, bool prune = false) =>
        ConnectorPlan.Build("embedded", "asgard", desired, await ActualConnector.ReadAllAsync(_client, default), static _ => SecretMask.ByName, prune);

    private static DesiredConnector Source(string name, params (string Key, string Value)[] config) =>
        new(name, config.Append(("connector.class", "Source")).ToDictionary(static pair => pair.Item1, static pair => pair.Item2));

    private static DesiredConnector Sink(string name, params (string Key, string Value)[] config) =>
        new(name, config.Append(("connector.class", "Sink")).Append(("topics", "t")).ToDictionary(static pair => pair.Item1, static pair => pair.Item2));
}
