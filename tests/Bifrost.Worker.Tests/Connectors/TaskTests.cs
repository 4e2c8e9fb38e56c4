using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Worker.Tests.Harness;

namespace Bifrost.Worker.Tests.Connectors;

/// <summary>What runs, when, and what a failure stops.</summary>
public sealed class TaskTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = TestWorker.NewFolder();

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    private static async Task CreateAsync(TestWorker worker, string name, Dictionary<string, string> config) =>
        (await worker.SendAsync("POST", "/connectors", Configs.Create(name, config))).Status.ShouldBe(201);

    private static Task<Answer> StateAsync(TestWorker worker, string name, string state) =>
        worker.WaitAsync($"/connectors/{name}/status", answer => (string?)answer.Body!["tasks"]![0]!["state"] == state);

    private async Task<TestWorker> RunningAsync(FakeEngine? engine = null)
    {
        var worker = await TestWorker.StartAsync(_folder, engine);
        await CreateAsync(worker, "thor-source", Configs.Source());
        await CreateAsync(worker, "mjolnir-sink", Configs.Sink());
        await CreateAsync(worker, "stormbreaker-sink", Configs.Sink("thor.public.orders,thor.public.lines"));
        await worker.StreamsAsync("mjolnir-sink");
        await worker.StreamsAsync("stormbreaker-sink");
        return worker;
    }

    [Test]
    public async Task A_sink_without_a_source_is_idle_and_picks_one_up_that_comes_later()
    {
        await using var worker = await TestWorker.StartAsync(_folder);
        await CreateAsync(worker, "mjolnir-sink", Configs.Sink());
        await StateAsync(worker, "mjolnir-sink", "RUNNING");
        (await worker.GetAsync("/bifrost/streams")).Text.ShouldBe("[]");
        await CreateAsync(worker, "thor-source", Configs.Source());
        await worker.StreamsAsync("mjolnir-sink");
    }

    [Test]
    public async Task A_sink_that_fails_stops_alone_and_says_why_in_the_first_line()
    {
        await using var worker = await RunningAsync();
        worker.Engine.Streams["mjolnir-sink thor-source"].Fail(new ReplicationException(FailureKind.RowRefused, "Row of public.orders refused."));
        var state = await StateAsync(worker, "mjolnir-sink", "FAILED");
        ((string)state.Body!["tasks"]![0]!["trace"]!).Split('\n')[0].ShouldBe("Row of public.orders refused.");
        ((string)state.Body!["connector"]!["state"]!).ShouldBe("RUNNING");
        worker.Engine.Streams["stormbreaker-sink thor-source"].IsRunning.ShouldBeTrue();
        (await worker.SendAsync("POST", "/connectors/mjolnir-sink/restart?includeTasks=true&onlyFailed=true")).Text.ShouldContain("RESTARTING");
        await StateAsync(worker, "mjolnir-sink", "RUNNING");
        await worker.StreamsAsync("mjolnir-sink");
    }

    [Test]
    public async Task Stopping_the_worker_stops_every_stream_and_drops_nothing()
    {
        var worker = await RunningAsync();
        await worker.Engine.Streams["mjolnir-sink thor-source"].Started;
        await worker.DisposeAsync();
        worker.Engine.Streams.Values.ShouldAllBe(static stream => !stream.IsRunning);
        worker.Engine.Calls.ShouldNotContain(static call => call.StartsWith("reset", StringComparison.Ordinal));
    }

    [Test]
    public async Task Pausing_a_source_pauses_its_streams_and_resuming_starts_them()
    {
        await using var worker = await RunningAsync();
        await worker.SendAsync("PUT", "/connectors/thor-source/pause");
        (await worker.GetAsync("/bifrost/streams")).Text.ShouldBe("[]");
        worker.Engine.Calls.ShouldNotContain(static call => call.StartsWith("reset", StringComparison.Ordinal));
        await worker.SendAsync("PUT", "/connectors/thor-source/resume");
        await worker.StreamsAsync("mjolnir-sink");
    }

    [Test]
    public async Task Another_configuration_restarts_the_task_and_the_same_one_does_not()
    {
        await using var worker = await RunningAsync();
        var stream = worker.Engine.Streams["mjolnir-sink thor-source"];
        await worker.SendAsync("PUT", "/connectors/mjolnir-sink/config", Configs.Sink().Json());
        worker.Engine.Streams["mjolnir-sink thor-source"].ShouldBeSameAs(stream);
        await worker.SendAsync("PUT", "/connectors/mjolnir-sink/config", Configs.Sink().With("batch.size", "77").Json());
        await worker.StreamsAsync("mjolnir-sink");
        worker.Engine.Streams["mjolnir-sink thor-source"].ShouldNotBeSameAs(stream);
        stream.IsRunning.ShouldBeFalse();
    }

    [Test]
    public async Task Deleting_a_sink_drops_its_slot_and_deleting_a_source_with_sinks_is_refused()
    {
        await using var worker = await RunningAsync();
        var refused = await worker.SendAsync("DELETE", "/connectors/thor-source");
        refused.Status.ShouldBe(409);
        refused.Message!.ShouldContain("mjolnir-sink, stormbreaker-sink");
        (await worker.SendAsync("DELETE", "/connectors/mjolnir-sink")).Status.ShouldBe(204);
        worker.Engine.Calls.ShouldContain("reset mjolnir-sink thor-source");
        (await worker.SendAsync("DELETE", "/connectors/thor-source?force=true")).Status.ShouldBe(204);
        worker.Engine.Calls.ShouldContain("reset stormbreaker-sink thor-source");
        (await worker.GetAsync("/connectors")).Text.ShouldBe("[\"stormbreaker-sink\"]");
    }

    [TestCase("slot.name", "other")]
    [TestCase("database.dbname", "other")]
    public async Task A_source_that_would_leave_slots_behind_is_not_changed_until_they_are_dropped(string key, string value)
    {
        await using var worker = await RunningAsync();
        var changed = Configs.Source().With(key, value).Json();
        var refused = await worker.SendAsync("PUT", "/connectors/thor-source/config", changed);
        refused.Status.ShouldBe(400);
        refused.Message!.ShouldContain($"another {key}: slots of mjolnir-sink, stormbreaker-sink");
        (await worker.SendAsync("PATCH", "/connectors/thor-source/config", $$"""{"{{key}}":"{{value}}"}""")).Status.ShouldBe(400);
        (await worker.SendAsync("PUT", "/connectors/thor-source/config", Configs.Source().With("database.hostname", "localhost").Json())).Status.ShouldBe(200);
        (await worker.SendAsync("PUT", "/connectors/thor-source/stop")).Status.ShouldBe(204);
        (await worker.SendAsync("DELETE", "/connectors/thor-source/offsets")).Status.ShouldBe(200);
        worker.Engine.Calls.ShouldContain("reset stormbreaker-sink thor-source");
        (await worker.SendAsync("PUT", "/connectors/thor-source/config", changed)).Status.ShouldBe(200);
    }

    [Test]
    public async Task What_could_not_be_dropped_is_remembered_over_a_restart_and_a_new_sink_of_the_name_waits_for_it()
    {
        var engine = new FakeEngine { ResetFault = static _ => new ReplicationException(FailureKind.Unavailable, "The source is away.") };
        await using (var worker = await RunningAsync(engine))
        {
            (await worker.SendAsync("DELETE", "/connectors/mjolnir-sink")).Status.ShouldBe(204);
            (await worker.GetAsync("/bifrost/cleanups")).Text.ShouldBe("""[{"sink":"mjolnir-sink","source":"thor-source"}]""");
            await CreateAsync(worker, "mjolnir-sink", Configs.Sink());
            (await worker.GetAsync("/bifrost/streams")).Text.ShouldNotContain("mjolnir-sink");
            (await worker.GetAsync("/connectors/mjolnir-sink/status")).Text.ShouldContain("Waits until the slot and the position of the deleted sink");
        }

        await using var again = await TestWorker.StartAsync(_folder);
        await again.WaitAsync("/bifrost/cleanups", static answer => answer.Text == "[]");
        again.Engine.Calls.ShouldContain("reset mjolnir-sink thor-source");
        await again.StreamsAsync("mjolnir-sink");
    }

    [Test]
    public async Task A_source_that_cannot_be_replicated_from_fails_and_its_sinks_wait()
    {
        var engine = new FakeEngine { PrepareFault = static _ => new ReplicationException(FailureKind.Setup, "wal_level is replica; logical is needed.") };
        await using var worker = await TestWorker.StartAsync(_folder, engine);
        await CreateAsync(worker, "thor-source", Configs.Source());
        await CreateAsync(worker, "mjolnir-sink", Configs.Sink());
        var state = await StateAsync(worker, "thor-source", "FAILED");
        ((string)state.Body!["tasks"]![0]!["trace"]!).ShouldStartWith("wal_level is replica");
        (await worker.GetAsync("/bifrost/streams")).Text.ShouldBe("[]");
        await StateAsync(worker, "mjolnir-sink", "RUNNING");
    }

    [Test]
    public async Task A_sink_that_retries_is_RUNNING_and_the_streams_say_since_when_and_why()
    {
        await using var worker = await RunningAsync();
        worker.Engine.Streams["mjolnir-sink thor-source"].RetryReason = "The target is away.";
        var stream = (await worker.GetAsync("/bifrost/streams")).Body!.AsArray().Single(static one => (string?)one!["sink"] == "mjolnir-sink")!;
        ((string)stream["retry_reason"]!, (long)stream["lag_bytes"]!, (string)stream["slot"]!).ShouldBe(("The target is away.", 50, "bifrost_g1"));
        var state = await StateAsync(worker, "mjolnir-sink", "RUNNING");
        ((string)state.Body!["tasks"]![0]!["trace"]!).ShouldBe("Retrying since 1970-01-01 00:00:00Z: The target is away.\n");
    }

    [Test]
    public async Task A_source_that_is_away_is_RUNNING_and_says_since_when_and_why()
    {
        var engine = new FakeEngine { PrepareFault = static _ => new ReplicationException(FailureKind.Unavailable, "The source is away.") };
        await using var worker = await TestWorker.StartAsync(_folder, engine);
        await CreateAsync(worker, "thor-source", Configs.Source());
        var state = await worker.WaitAsync("/connectors/thor-source/status", static answer => answer.Body!["tasks"]![0]!["trace"] is not null);
        ((string)state.Body!["tasks"]![0]!["state"]!).ShouldBe("RUNNING");
        ((string)state.Body!["tasks"]![0]!["trace"]!).ShouldMatch("^Retrying since .*Z: The source is away.\n$");
    }

    [Test]
    public async Task A_source_that_does_not_answer_leaves_the_lag_unknown_unless_something_is_known_to_be_behind()
    {
        await using var worker = await RunningAsync();
        worker.Engine.End = static cancellation => new TaskCompletionSource<Lsn>().Task.WaitAsync(cancellation);
        var streams = (await worker.GetAsync("/bifrost/streams")).Body!.AsArray();
        streams.ShouldAllBe(static stream => (long?)stream!["lag_bytes"] == 30);
        worker.Engine.Received = FakeEngine.FirstPosition;
        (await worker.GetAsync("/bifrost/streams")).Body!.AsArray().ShouldAllBe(static stream => stream!["lag_bytes"] == null);
    }

    [Test]
    public async Task A_stream_that_takes_long_to_stop_holds_back_no_answer_but_its_own()
    {
        await using var worker = await RunningAsync();
        await worker.Engine.Streams["mjolnir-sink thor-source"].Started;
        var release = new TaskCompletionSource();
        worker.Engine.StopHeldBy = release.Task;
        var stopping = worker.SendAsync("PUT", "/connectors/mjolnir-sink/stop");
        await worker.WaitAsync("/connectors/mjolnir-sink/status", static answer => (string?)answer.Body!["connector"]!["state"] == "STOPPED");
        (await worker.GetAsync("/health")).Status.ShouldBe(200);
        (await worker.GetAsync("/connectors?expand=status&expand=info")).Status.ShouldBe(200);
        (await worker.GetAsync("/bifrost/streams")).Status.ShouldBe(200);
        (await worker.GetAsync("/connectors/stormbreaker-sink/topics")).Status.ShouldBe(200);
        stopping.IsCompleted.ShouldBeFalse();
        release.SetResult();
        (await stopping).Status.ShouldBe(204);
    }

    [Test]
    public async Task An_offset_that_the_slot_no_longer_holds_is_refused_with_the_reason()
    {
        await using var worker = await RunningAsync();
        await worker.SendAsync("PUT", "/connectors/mjolnir-sink/stop");
        var answer = await worker.SendAsync("PATCH", "/connectors/mjolnir-sink/offsets", """{"offsets":[{"partition":{"kafka_topic":"thor.public.orders","kafka_partition":"0"},"offset":{"kafka_offset":"1"}}]}""");
        (answer.Status, answer.Message).ShouldBe((400, "The slot holds no WAL from 0/1 on."));
        (await worker.SendAsync("PATCH", "/connectors/mjolnir-sink/offsets", """{"offsets":[{"partition":{"kafka_topic":"nope","kafka_partition":0},"offset":null}]}""")).Message!.ShouldContain("'nope'");
    }
}
