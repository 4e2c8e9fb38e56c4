using System.Net.Http.Headers;
using System.Text;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Worker.Metrics;
using Bifrost.Worker.Tests.Harness;

namespace Bifrost.Worker.Tests.Metrics;

public sealed class MetricsTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = TestWorker.NewFolder();

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void The_text_has_help_and_type_once_escapes_labels_and_leaves_out_what_is_not_known()
    {
        var text = new PrometheusText();
        text.Family("a_total", "counter", "Line\none \\ two.", [(Labels.Of(("sink", "a\"b\\c\nd")), 1), (Labels.Of(("sink", "x")), null), (Labels.Of(("sink", "y")), 0.25)]);
        text.Family("b", "gauge", "Nothing.", [(Labels.Of(("sink", "x")), null)]);
        text.ToString().ShouldBe(
            """
            # HELP a_total Line\none \\ two.
            # TYPE a_total counter
            a_total{sink="a\"b\\c\nd"} 1
            a_total{sink="y"} 0.25

            """);
    }

    [Test]
    public void A_histogram_adds_up_ends_with_infinity_and_has_sum_and_count()
    {
        var text = new PrometheusText();
        text.Histograms("h", "Rows.", [(Labels.Of(("sink", "x")), new Histogram([1, 10], [2, 3], 6, 1234.5))]);
        text.ToString().ShouldBe(
            """
            # HELP h Rows.
            # TYPE h histogram
            h_bucket{sink="x",le="1"} 2
            h_bucket{sink="x",le="10"} 5
            h_bucket{sink="x",le="+Inf"} 6
            h_sum{sink="x"} 1234.5
            h_count{sink="x"} 6

            """);
    }

    [Test]
    public async Task The_figures_of_each_sink_and_source_are_at_metrics()
    {
        await using var worker = await RunningAsync(new FakeEngine { Slots = [Slot(kept: 16)] });
        using var response = await worker.Http.GetAsync("/metrics");
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n');
        lines.ShouldContain("# TYPE bifrost_sink_lag_bytes gauge");
        lines.ShouldContain("bifrost_sink_lag_bytes{sink=\"mjolnir-sink\",source=\"thor-source\"} 50");
        lines.ShouldContain("bifrost_sink_transactions_applied_total{sink=\"mjolnir-sink\",source=\"thor-source\"} 1");
        lines.ShouldContain("bifrost_sink_wal_kept_bytes{sink=\"mjolnir-sink\",source=\"thor-source\"} 16");
        lines.ShouldContain("bifrost_sink_batch_rows_count{sink=\"mjolnir-sink\",source=\"thor-source\"} 0");
        lines.Count(static line => line == "# TYPE bifrost_sink_rows_applied_total counter").ShouldBe(1);
        lines.ShouldContain(static line => line.StartsWith("bifrost_sink_rows_applied_total{sink=\"mjolnir-sink\",source=\"thor-source\",operation=\"insert\"} ", StringComparison.Ordinal));
    }

    [Test]
    public async Task Metrics_are_behind_the_same_login_and_answer_what_a_scraper_accepts()
    {
        await using var worker = await TestWorker.StartAsync(_folder, options: static options => options with { User = "odin", Password = "pw" });
        (await worker.GetAsync("/metrics")).Status.ShouldBe(401);
        worker.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("odin:pw")));
        worker.Http.DefaultRequestHeaders.Add("Accept", "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5");
        (await worker.GetAsync("/metrics")).Status.ShouldBe(200);
        (await worker.GetAsync("/connectors")).Status.ShouldBe(406);
    }

    [Test]
    public async Task A_paused_sink_shows_what_its_slot_keeps_back()
    {
        await using var worker = await RunningAsync(new FakeEngine { Slots = [Slot(kept: 60)] });
        (await worker.SendAsync("PUT", "/connectors/mjolnir-sink/pause")).Status.ShouldBe(202);
        var stream = (await worker.WaitAsync("/bifrost/streams", static answer => (string?)answer.Body![0]?["phase"] == "idle")).Body![0]!;
        ((long)stream["wal_kept_bytes"]!, (long)stream["wal_limit_bytes"]!, (string)stream["wal_status"]!, (long)stream["lag_bytes"]!).ShouldBe((60, 100, "extended", 60));
        (await worker.GetAsync("/metrics")).Text.ShouldContain("bifrost_sink_wal_kept_bytes{sink=\"mjolnir-sink\",source=\"thor-source\"} 60\n");
    }

    private static SlotState Slot(long kept, string status = "extended") => new("bifrost_mjolnir_sink_g1", null, new Lsn(40), kept, status, 100);

    private async Task<TestWorker> RunningAsync(FakeEngine engine)
    {
        var worker = await TestWorker.StartAsync(_folder, engine);
        (await worker.SendAsync("POST", "/connectors", Configs.Create("thor-source", Configs.Source()))).Status.ShouldBe(201);
        (await worker.SendAsync("POST", "/connectors", Configs.Create("mjolnir-sink", Configs.Sink()))).Status.ShouldBe(201);
        await worker.StreamsAsync("mjolnir-sink");
        return worker;
    }
}
