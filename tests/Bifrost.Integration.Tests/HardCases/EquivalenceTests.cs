using System.Globalization;
using Bifrost.Integration.Tests.Engine;
using Bifrost.Postgres.Sink;
using Bifrost.Postgres.Source;
using Bifrost.Replication;
using Bifrost.Replication.Apply;
using Bifrost.Replication.Batching;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.HardCases;

[Parallelizable]
public sealed class EquivalenceTests
{
    private const int Rounds = 6;

    /// <summary>Some, and each that ever failed. BIFROST_HISTORY_SEEDS=100-200 runs others.</summary>
    private static IEnumerable<int> Seeds => Environment.GetEnvironmentVariable("BIFROST_HISTORY_SEEDS")?.Split('-').Select(static n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray() is [var from, var to]
        ? Enumerable.Range(from, to - from + 1)
        : [1, 2, 3];

    [TestCaseSource(nameof(Seeds)), Row("Batch equals row by row")]
    public async Task Batch_equals_row_by_row_and_both_equal_the_source_after_each_round_of_a_crowded_history(int seed)
    {
        await using var fanout = await Fanout.CreateAsync(CrowdedHistory.Tables, targets: 2);
        var batches = fanout.Start(0);
        var rows = fanout.Start(RowByRow(fanout, 1));
        await fanout.CaughtUpAsync(batches, 0);
        await fanout.CaughtUpAsync(rows, 1);
        foreach (var target in fanout.Targets)
            await target.ExecuteAsync(CrowdedHistory.Constraints);
        var history = new CrowdedHistory(new Random(seed));
        for (var round = 0; round < Rounds; round++)
        {
            var script = history.Next();
            var position = await fanout.WriteInOneBatchAsync(batches, script);
            await fanout.CaughtUpAsync(batches, 0, position);
            await fanout.CaughtUpAsync(rows, 1, position);
            foreach (var table in CrowdedHistory.Compared)
            {
                var source = await RowsAsync(fanout.Source, table);
                (await RowsAsync(fanout.Targets[0], table)).ShouldBe(source, $"in batches: seed {seed}, round {round}, table {table}: {script}");
                (await RowsAsync(fanout.Targets[1], table)).ShouldBe(source, $"row by row: seed {seed}, round {round}, table {table}: {script}");
            }
        }
    }

    private static SinkStream RowByRow(Fanout fanout, int target)
    {
        var sink = fanout.SinkFor(target);
        var router = new PlainRouter();
        return new SinkStream(
            new SinkStreamSettings(sink.Connector, fanout.Settings.SnapshotMode, BatchLimits.For(sink.BatchRows), false),
            new PostgresSourceDatabase(new PostgresSourceReader(TimeProvider.System), fanout.Settings, sink.Connector),
            new RowByRowTarget(new PostgresTarget(fanout.Settings, sink, router, TimeProvider.System, new Failpoints())), router, TimeProvider.System);
    }

    private static async Task<string> RowsAsync(ScratchDatabase database, string table) =>
        string.Join('\n', await database.RowsAsync($"select * from {table} t order by t::text collate \"C\""));
}
