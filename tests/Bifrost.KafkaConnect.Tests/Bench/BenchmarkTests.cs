using System.Text.Json;
using Bifrost.Testing;
using Bifrost.Testing.CommandLine;
using Bifrost.Testing.Kafka;

namespace Bifrost.KafkaConnect.Tests.Bench;

/// <summary>A benchmark with a Kafka of its own, small enough for every run of the tests. No figure is judged.</summary>
public sealed class BenchmarkTests
{
    [Test]
    public async Task With_Kafka_every_workload_that_it_takes_part_in_ends_in_equality_and_is_held_against_it_and_nothing_is_left()
    {
        var program = await KafkaCluster.FindAsync();
        var place = new BifrostFolder(RunFolder.New("bench"));
        var temporary = Directory.CreateDirectory(Path.Combine(place.Folder, "tmp")).FullName;
        try
        {
            place.Set("TMPDIR", temporary);
            place.Set("KAFKA_JVM_PERFORMANCE_OPTS", string.Join(' ', program.Options));
            var workloads = new[] { "snapshot", "inserts", "updates", "deletes", "small", "wide" };
            var outcome = await place.MustAsync($"bench --with kafka --kafka-home {program.Home.Folder} --rows 2000 --runs 1 --output json {string.Join(' ', workloads.Select(static name => $"--workload {name}"))}");

            using var report = JsonDocument.Parse(outcome.Output);
            report.RootElement.GetProperty("equal").GetBoolean().ShouldBeTrue();
            var measured = report.RootElement.GetProperty("workloads").EnumerateArray().ToList();
            measured.Select(static workload => workload.GetProperty("workload").GetString()).ShouldBe(workloads);
            foreach (var workload in measured)
            {
                var takesPart = workload.GetProperty("workload").GetString() != "wide";
                Of(workload, "bifrost").GetProperty("ratioToKafka").ValueKind.ShouldBe(takesPart ? JsonValueKind.Object : JsonValueKind.Null, workload.ToString());
                workload.GetProperty("leftOut").GetArrayLength().ShouldBe(takesPart ? 0 : 1, workload.ToString());
            }

            Directory.EnumerateFileSystemEntries(temporary, "bifrost-bench-*").ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(place.Folder, recursive: true);
        }
    }

    private static JsonElement Of(JsonElement workload, string contender) =>
        workload.GetProperty("contenders").EnumerateArray().Single(row => row.GetProperty("contender").GetString() == contender);
}
