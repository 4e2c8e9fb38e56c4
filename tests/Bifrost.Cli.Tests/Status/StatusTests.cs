using System.Text.Json;
using Bifrost.Cli.Shell;
using Bifrost.Cli.States;
using Bifrost.Cli.Status;
using Bifrost.Cli.Tests.Shell;
using Bifrost.Testing.Stubs;

namespace Bifrost.Cli.Tests.Status;

public sealed class StatusTests
{
    private ScratchProject _project = null!;

    [SetUp]
    public void Start()
    {
        _project = new ScratchProject();
        _project.Cluster.Add("thor-source", ("connector.class", "Source"));
        _project.Cluster.Add("mjolnir-sink", ("connector.class", "Sink"), ("topics", "t"), ("connection.password", "hunter2"));
    }

    [TearDown]
    public void Stop() => _project.Dispose();

    [Test]
    public async Task All_that_run_are_healthy()
    {
        var run = await _project.RunAsync("status");
        run.Exit.ShouldBe(ExitCode.Fine, run.Error);
        run.Output.ShouldBe(
            $"""
            Cluster embedded at {_project.Cluster.Url.ToString().TrimEnd('/')}, version 4.3.0: healthy
            CONNECTOR      TYPE     HEALTH    TASKS   PHASE   LAG   BEHIND   WAL KEPT   APPLIED
            thor-source    source   RUNNING   1/1     -       -     -        -          -
            mjolnir-sink   sink     RUNNING   1/1     -       -     -        -          -

            """);
    }

    [Test]
    public async Task A_failed_task_is_never_green_and_says_why()
    {
        _project.Cluster.Connectors["mjolnir-sink"].FailTask("java.lang.Exception: Connection to 127.0.0.1:5432 refused.\n\tat somewhere");
        var run = await _project.RunAsync("status");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Output.ShouldContain("mjolnir-sink   sink     FAILED    0/1");
        run.Output.ShouldContain("mjolnir-sink: Exception: Connection to 127.0.0.1:5432 refused.\n    hint: The database does not answer there");
    }

    [Test]
    public async Task A_connector_that_is_not_there_is_missing()
    {
        _project.Cluster.Connectors.Remove("mjolnir-sink");
        var run = await _project.RunAsync("status", "--output", "json");
        run.Exit.ShouldBe(ExitCode.Fault);
        var line = JsonDocument.Parse(run.Output).RootElement.GetProperty("connectors").EnumerateArray().Single(static one => one.GetProperty("name").GetString() == "mjolnir-sink");
        line.GetProperty("health").GetString().ShouldBe("missing");
    }

    [Test]
    public async Task A_sink_without_tasks_is_not_healthy()
    {
        _project.Cluster.Connectors["mjolnir-sink"].HaveNoTasks();
        (await _project.RunAsync("status")).Exit.ShouldBe(ExitCode.Fault);
    }

    [Test]
    public async Task A_source_that_retries_is_not_healthy_and_says_since_when_and_why()
    {
        _project.Cluster.Connectors["thor-source"].Retry("Retrying since 2026-11-21 10:01:02Z: Connection refused\n");
        var run = await _project.RunAsync("status");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Output.ShouldContain("thor-source    source   RETRYING   1/1");
        run.Output.ShouldContain("thor-source: Retrying since 2026-11-21 10:01:02Z: Connection refused\n    hint: The database does not answer there");
    }

    [Test]
    public async Task A_lag_that_the_source_does_not_tell_is_a_question_mark()
    {
        _project.Cluster.Streams = """[{"sink":"mjolnir-sink","source":"thor-source","slot":"s","phase":"streaming","received_lsn":"0/10","applied_lsn":"0/10","lag_bytes":null,"last_commit_time":null,"transactions":1,"snapshot_rows":0,"inserted":1,"updated":0,"deleted":0,"truncated":0,"retrying_since":null,"retry_reason":null}]""";
        (await _project.RunAsync("status")).Output.ShouldContain("RUNNING   1/1     streaming   ?     ?        ?          0/10\n");
    }

    private static string Stream(string more) =>
        $$"""[{"sink":"mjolnir-sink","source":"thor-source","slot":"thor_mjolnir_sink_g1","phase":"streaming","received_lsn":"0/10","applied_lsn":"0/10","lag_bytes":0,"last_commit_time":null,"transactions":1,"snapshot_rows":0,"inserted":1,"updated":0,"deleted":0,"truncated":0,"retrying_since":null,"retry_reason":null,{{more}}}]""";

    [Test]
    public async Task WAL_that_comes_near_its_limit_is_warned_of_and_below_it_is_not()
    {
        _project.Cluster.Streams = Stream("\"lag_seconds\":0,\"wal_kept_bytes\":5368709120,\"wal_limit_bytes\":10737418240,\"wal_status\":\"extended\"");
        var run = await _project.RunAsync("status");
        run.Exit.ShouldBe(ExitCode.Fine, run.Error);
        run.Output.ShouldContain("streaming   0 B   0 s      5 GB of 10 GB, extended   0/10\n");
        run.Output.ShouldContain("mjolnir-sink: warning: the source thor-source keeps 5 GB of WAL for the slot thor_mjolnir_sink_g1, 50 % of max_slot_wal_keep_size (10 GB).");
        _project.Cluster.Streams = Stream("\"lag_seconds\":0,\"wal_kept_bytes\":5368709119,\"wal_limit_bytes\":10737418240,\"wal_status\":\"extended\"");
        (await _project.RunAsync("status")).Output.ShouldNotContain("warning");
    }

    [Test]
    public async Task WAL_that_is_lost_says_that_a_new_snapshot_is_needed()
    {
        _project.Cluster.Streams = Stream("\"wal_kept_bytes\":0,\"wal_limit_bytes\":10737418240,\"wal_status\":\"lost\"");
        (await _project.RunAsync("status")).Output.ShouldContain("a new snapshot is needed: bifrost offsets reset mjolnir-sink --stop");
    }

    [Test]
    public async Task Parked_rows_are_pointed_to()
    {
        _project.Cluster.Streams = Stream("\"parked\":3");
        (await _project.RunAsync("status")).Output.ShouldContain("mjolnir-sink: 3 refused rows were parked since its task started; `bifrost parked list` shows them.");
    }

    [TestCase(null, "?")]
    [TestCase(0.0, "0 s")]
    [TestCase(0.25, "0.3 s")]
    [TestCase(59.4, "59 s")]
    [TestCase(90.0, "2 min")]
    [TestCase(5400.0, "1.5 h")]
    public void Seconds_are_printed_in_the_unit_that_fits(double? seconds, string text) => StatusTable.Seconds(seconds).ShouldBe(text);

    [Test]
    public async Task A_heartbeat_that_fails_is_said_of_the_source_which_stays_running()
    {
        _project.Cluster.Streams = """[{"sink":"mjolnir-sink","source":"thor-source","slot":"s","phase":"streaming","received_lsn":"0/10","applied_lsn":"0/10","lag_bytes":0,"last_commit_time":null,"transactions":1,"snapshot_rows":0,"inserted":1,"updated":0,"deleted":0,"truncated":0,"retrying_since":null,"retry_reason":null,"heartbeat_failure":"Source thordb: writing a heartbeat failed: relation \"bifrost.heartbeat\" does not exist (42P01)."}]""";
        var run = await _project.RunAsync("status");
        run.Exit.ShouldBe(ExitCode.Fine, run.Error);
        run.Output.ShouldContain("thor-source    source   RUNNING   1/1");
        run.Output.ShouldContain("thor-source: Its heartbeat fails, so that no replica can tell how fresh it is, and WAL is kept while only other tables are written: Source thordb: writing a heartbeat failed");
        run.Output.ShouldContain("    hint: Create what the message names");
    }

    [Test]
    public async Task A_deletion_whose_slot_is_still_there_says_so()
    {
        _project.Cluster.Cleanups = """[{"sink":"mjolnir-sink","source":"thor-source"}]""";
        var run = await _project.RunAsync("connectors", "delete", "mjolnir-sink");
        run.Exit.ShouldBe(ExitCode.Fine);
        run.Error.ShouldContain("mjolnir-sink: a database does not answer, so its slot or its position is still there (mjolnir-sink on thor-source).");
    }

    [Test]
    public async Task A_stream_shows_its_lag_and_since_when_it_retries()
    {
        _project.Cluster.Streams = """[{"sink":"mjolnir-sink","source":"thor-source","slot":"s","phase":"connecting","received_lsn":"0/1600000","applied_lsn":"0/1480000","lag_bytes":1572864,"last_commit_time":"2026-11-21T10:00:00Z","transactions":1,"snapshot_rows":0,"inserted":1,"updated":0,"deleted":0,"truncated":0,"retrying_since":"2026-11-21T10:01:02Z","retry_reason":"Connection refused"}]""";
        var run = await _project.RunAsync("status");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Output.ShouldContain("RETRYING   1/1     connecting   1.5 MB   ?        ?          2026-11-21 10:00:00Z\n");
        run.Output.ShouldContain("mjolnir-sink: retrying since 10:01:02Z: Connection refused\n");
    }

    [Test]
    public async Task Waiting_looks_again_until_all_run()
    {
        _project.Cluster.Connectors["mjolnir-sink"].HaveNoTasks();
        var looks = 0;
        _project.Cluster.Before = request =>
        {
            if (request.Path.StartsWith("/connectors?expand", StringComparison.Ordinal) && ++looks == 2)
                _project.Cluster.Connectors["mjolnir-sink"].Run();
            return null;
        };
        (await _project.RunAsync("status", "--wait")).Exit.ShouldBe(ExitCode.Fine);
        looks.ShouldBe(2);
    }

    [Test]
    public async Task A_wait_ends_at_once_when_one_has_failed_and_says_why()
    {
        _project.Cluster.Connectors["mjolnir-sink"].FailTask("org.postgresql.util.PSQLException: permission denied for table portes");
        var run = await _project.RunAsync("status", "--wait", "--timeout", "600");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Output.ShouldContain("mjolnir-sink: PSQLException: permission denied for table portes\n");
        run.Error.ShouldContain("Waiting until every connector runs: one has failed\n");
    }

    [Test]
    public async Task A_task_that_has_no_status_is_missing_and_not_green()
    {
        _project.Cluster.Connectors["mjolnir-sink"].ExpectTasks(2);
        var run = await _project.RunAsync("status");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Output.ShouldContain("mjolnir-sink   sink     STARTING   1/2");
        run.Output.ShouldContain("mjolnir-sink: 1 of its 2 tasks have no status: no worker runs them.\n");
    }

    [Test]
    public async Task A_worker_that_calls_itself_unhealthy_is_not_believed_when_it_says_RUNNING()
    {
        _project.Cluster.Health = (500, "unhealthy");
        _project.Cluster.Connectors["mjolnir-sink"].FailTask("x");
        var run = await _project.RunAsync("status");
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Output.ShouldContain("not healthy\n");
        run.Output.ShouldContain("thor-source    source   UNKNOWN   1/1");
        run.Output.ShouldContain("mjolnir-sink   sink     FAILED    0/1");
        run.Output.ShouldContain("\nthe worker calls itself unhealthy. Look whether its Kafka broker runs.\n");
        run.Output.ShouldContain("thor-source: Connect says RUNNING, which may be stale: the worker calls itself unhealthy.");
    }

    [Test]
    public async Task A_cluster_whose_broker_does_not_answer_is_not_healthy_and_its_lag_is_not_known()
    {
        var closed = $"127.0.0.1:{StubServer.FreePort()}";
        using var project = new ScratchProject(ScratchProject.Topology.Replace("kind: kafka-connect", $"kind: kafka-connect\n    bootstrap: {closed}"));
        project.Cluster.Add("thor-source", ("connector.class", "Source"));
        project.Cluster.Add("mjolnir-sink", ("connector.class", "Sink"), ("topics", "t"));
        var run = await project.RunAsync("status", "--cluster", "kafka");
        run.Output.ShouldContain("mjolnir-sink   sink     RUNNING   1/1     -       ?");
        // Without librdkafka nobody can say that it is away.
        if (run.Output.Contains("librdkafka", StringComparison.Ordinal))
            return;
        run.Exit.ShouldBe(ExitCode.Fault);
        run.Output.ShouldContain($"The Kafka broker at {closed} does not answer");
    }

    [Test]
    public async Task A_status_as_JSON_keeps_its_names()
    {
        _project.Cluster.Streams = """[{"sink":"mjolnir-sink","source":"thor-source","slot":"s","phase":"streaming","received_lsn":"0/1600000","applied_lsn":"0/1480000","lag_bytes":1572864,"last_commit_time":"2026-11-21T10:00:00Z","transactions":1,"snapshot_rows":0,"inserted":1,"updated":0,"deleted":0,"truncated":0,"retrying_since":null,"retry_reason":null}]""";
        var run = await _project.RunAsync("status", "--output", "json");
        Expectation.Holds("status-json", run.Output.Replace(_project.Cluster.Url.ToString().TrimEnd('/'), "http://127.0.0.1:8083"));
    }

    [Test]
    public async Task A_pattern_stands_for_every_connector_that_it_matches()
    {
        _project.Cluster.Add("stormbreaker-sink", ("connector.class", "Sink"), ("topics", "t"));
        (await _project.RunAsync("stop", "*-sink")).Exit.ShouldBe(ExitCode.Fine);
        _project.Cluster.Writes.ShouldBe(["PUT /connectors/mjolnir-sink/stop", "PUT /connectors/stormbreaker-sink/stop"]);
        (await _project.RunAsync("status", "thor-*")).Output.ShouldNotContain("sink");
        var none = await _project.RunAsync("stop", "x*");
        none.Exit.ShouldBe(ExitCode.Fault);
        none.Error.ShouldContain("has no connector that matches x*. It has: mjolnir-sink, stormbreaker-sink, thor-source.");
    }

    [Test]
    public async Task A_watch_in_a_pipe_prints_a_line_for_each_connector_and_no_escapes()
    {
        var run = await _project.RunAsync("watch", "--times", "2", "--every", "0.1");
        run.Exit.ShouldBe(ExitCode.Fine, run.Error);
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(4);
        run.Output.ShouldNotContain("\e");
    }

    [Test]
    public async Task Pause_resume_and_stop_wait_until_it_is_so()
    {
        (await _project.RunAsync("pause", "mjolnir-sink")).Output.ShouldContain("mjolnir-sink   PAUSED");
        (await _project.RunAsync("resume", "mjolnir-sink")).Output.ShouldContain("mjolnir-sink   RUNNING");
        (await _project.RunAsync("stop", "--all")).Output.ShouldContain("STOPPED");
        (await _project.RunAsync("pause", "mjolnir")).Error.ShouldContain("has no connector 'mjolnir'; did you mean 'mjolnir-sink'?");
        (await _project.RunAsync("pause")).Exit.ShouldBe(ExitCode.Usage);
    }

    [Test]
    public async Task Only_what_has_failed_is_restarted_and_only_as_often_as_the_budget_says()
    {
        _project.Cluster.Connectors["mjolnir-sink"].FailTask("x");
        _project.Cluster.Started = static connector => connector.FailTask("again");
        var run = await _project.RunAsync("restart", "--all", "--failed", "--budget", "1", "--timeout", "0");
        run.Exit.ShouldBe(ExitCode.Fault);
        _project.Cluster.Writes.ShouldBe(["POST /connectors/mjolnir-sink/restart?includeTasks=true&onlyFailed=true"]);
        _project.Cluster.Started = static connector => connector.Run();
        (await _project.RunAsync("restart", "--all", "--failed")).Exit.ShouldBe(ExitCode.Fine);
    }

    [Test]
    public async Task A_restart_that_does_not_help_is_repeated_after_a_pause_that_grows_and_then_given_up()
    {
        _project.Cluster.Connectors["mjolnir-sink"].FailTask("org.postgresql.util.PSQLException: permission denied for table portes");
        _project.Cluster.Started = static connector => connector.FailTask("org.postgresql.util.PSQLException: permission denied for table portes");
        var run = await _project.RunAsync("restart", "--all", "--failed", "--max", "3", "--back-off", "0.01", "--timeout", "0");
        run.Exit.ShouldBe(ExitCode.Fault);
        _project.Cluster.Writes.Count.ShouldBe(3);
        run.Output.ShouldContain("mjolnir-sink   3          no       FAILED    0/1\n");
        run.Output.ShouldContain("thor-source    0          -        RUNNING   1/1\n");
        run.Output.ShouldContain("mjolnir-sink: PSQLException: permission denied for table portes Grant the connector's user");
        run.Error.ShouldContain("Restarting mjolnir-sink (2 of 3): did not help mjolnir-sink\n");
    }

    [TestCase(1, 2)]
    [TestCase(2, 6)]
    [TestCase(3, 12)]
    [TestCase(7, 56)]
    [TestCase(8, 60)]
    [TestCase(100, 60)]
    public void The_pause_before_the_next_restart_grows_and_has_an_end(int restarts, int units) =>
        new RestartBudget(9, TimeSpan.FromMinutes(1), default).PauseAfter(restarts).ShouldBe(TimeSpan.FromMinutes(units));

    [Test]
    public async Task A_description_masks_secrets()
    {
        var run = await _project.RunAsync("connectors", "describe", "mjolnir-sink");
        run.Output.ShouldContain("  connection.password = (hidden)\n");
        run.Output.ShouldNotContain("hunter2");
    }

    [Test]
    public async Task Deleting_what_is_not_there_is_as_good_as_deleting()
    {
        var run = await _project.RunAsync("connectors", "delete", "mjolnir-sink", "nobody", "--output", "yaml");
        run.Exit.ShouldBe(ExitCode.Fine);
        run.Output.ShouldBe("- name: mjolnir-sink\n  deleted: true\n  slotsLeft: []\n- name: nobody\n  deleted: false\n  slotsLeft: []\n");
    }

    [Test]
    public async Task A_cluster_may_be_given_by_its_URL()
    {
        var run = await CommandLineRun.InAsync(Path.GetTempPath(), "connectors", "list", "--cluster", _project.Cluster.Url.ToString());
        run.Exit.ShouldBe(ExitCode.Fine, run.Error);
        run.Output.ShouldContain("thor-source");
    }

    [Test]
    public async Task Completion_offers_commands_and_the_connectors_of_the_cluster()
    {
        (await _project.RunAsync("[suggest:10]", "bifrost re")).Output.Split('\n').ShouldContain("restart");
        (await _project.RunAsync("[suggest:16]", "bifrost pause mj")).Output.ShouldContain("mjolnir-sink");
        (await _project.RunAsync("completion", "bash")).Output.ShouldContain("complete -o default -F _bifrost bifrost");
        (await _project.RunAsync("completion", "zsh")).Output.ShouldStartWith("#compdef bifrost");
    }
}
