using Bifrost.Connect.Client;
using Bifrost.KafkaConnect.Tests.Parity.Cases;
using Bifrost.KafkaConnect.Tests.Parity.Table;
using Npgsql;

namespace Bifrost.KafkaConnect.Tests.Parity.Run;

/// <summary>
/// Every case on one engine, once for the assembly: the source's tables are read (<c>schema pull</c>), the replica's made (<c>schema create</c>), the connectors
/// rendered and deployed as they are; then the snapshot is compared, then what is streamed.
/// </summary>
internal sealed class ParityRun
{
    private const int Deployed = 4;

    private static readonly Dictionary<ParityEngine, Lazy<Task<ParityRun>>> Runs =
        Enum.GetValues<ParityEngine>().ToDictionary(static engine => engine, static engine => new Lazy<Task<ParityRun>>(() => MeasureAsync(engine)));

    private ParityRun(IReadOnlyDictionary<string, Measured> cases, SaidByRender said) => (Cases, Said) = (cases, said);

    /// <summary>By the name of the case.</summary>
    public IReadOnlyDictionary<string, Measured> Cases { get; }

    public SaidByRender Said { get; }

    public static Task<ParityRun> Of(ParityEngine engine) => Runs[engine].Value;

    /// <summary>Begins every engine's run at once: each waits for others' servers most of its time. A run that fails is told by the first test that asks for it.</summary>
    public static Task BeginAllAsync() => Task.WhenAny(Runs.Values.Select(static run => run.Value).ToList());

    private static async Task<ParityRun> MeasureAsync(ParityEngine engine)
    {
        await using var place = await ParityPlace.CreateAsync(engine);
        await FillAsync(place);
        var said = await PrepareAsync(place);
        var refused = await DeployAsync(place);
        await using var source = await place.Source.OpenAsync();
        await using var replica = await place.Replica.OpenAsync();
        var snapshot = await new Phase(place, source, replica).RunAsync(ParityCases.All, static one => one.SnapshotMark, one => ParityTopology.IsShared(one, engine), refused);
        var reached = ParityCases.All.Where(one => snapshot[one] is Outcome.Right or Outcome.Altered).ToList();
        foreach (var one in reached)
            foreach (var change in one.Changes.Append(one.MarkWith(one.StreamMark)))
                await TransactionAsync(source, change);
        var stream = await new Phase(place, source, replica).RunAsync(reached, static one => one.StreamMark, one => ParityTopology.IsShared(one, engine), refused);
        MustNotStopOthers(engine, snapshot);
        MustNotStopOthers(engine, stream);
        return new ParityRun(ParityCases.All.ToDictionary(static one => one.Name, one => new Measured(snapshot[one], stream.GetValueOrDefault(one) ?? new Outcome.NotReached())), said);
    }

    /// <summary>A case that stops the sink of all the others hides what becomes of them.</summary>
    private static void MustNotStopOthers(ParityEngine engine, IReadOnlyDictionary<ParityCase, Outcome> outcomes)
    {
        var stopped = outcomes.Where(pair => ParityTopology.IsShared(pair.Key, engine)).Select(static pair => pair.Value).FirstOrDefault(static outcome => outcome is Outcome.Fails or Outcome.Refused);
        if (stopped is not null)
            throw new InvalidOperationException($"On {engine} a case stops the sink that it shares with others, or their source; find it and set its {nameof(ParityCase.Stops)}. {stopped.Text}");
    }

    private static async Task FillAsync(ParityPlace place)
    {
        await place.Source.ExecuteAsync(ParityCases.Groundwork);
        await place.Replica.ExecuteAsync(TableCases.Schemas);
        await using var connection = await place.Source.OpenAsync();
        foreach (var one in ParityCases.All)
            await TransactionAsync(connection, $"{one.Definition}; {one.Rows}; {one.MarkWith(one.SnapshotMark)}");
    }

    private static async Task<SaidByRender> PrepareAsync(ParityPlace place)
    {
        await place.MustAsync("schema pull");
        var created = await place.BifrostAsync("schema create");
        await TestContext.Out.WriteLineAsync(created.ToString());
        foreach (var table in ParityCases.All.Where(static one => one.MadeBySink).SelectMany(static one => one.Tables))
            await place.Replica.ExecuteAsync($"drop table if exists {table}");
        // Exit code 1: written, with findings that are errors, which is what the suite is after.
        (await place.BifrostAsync("render")).ExitCode.ShouldBeOneOf(0, 1);
        return SaidByRender.Of(place.Topology);
    }

    /// <returns>Connectors that were not taken, with the reason.</returns>
    private static async Task<IReadOnlyDictionary<string, string>> DeployAsync(ParityPlace place)
    {
        var refused = new System.Collections.Concurrent.ConcurrentDictionary<string, string>();
        var files = place.Rendered();
        var sources = ParityCases.All.Select(place.SourceOf).ToHashSet();
        foreach (var source in sources)
            await PutAsync(source);
        await Parallel.ForEachAsync(files.Keys.Except(sources), new ParallelOptions { MaxDegreeOfParallelism = Deployed }, async (name, _) => await PutAsync(name));
        return refused;

        async Task PutAsync(string name)
        {
            try
            {
                await place.Client.PutConfigAsync(name, files[name], default);
            }
            catch (ConnectException e)
            {
                refused[name] = e.Message;
            }
        }
    }

    private static async Task TransactionAsync(NpgsqlConnection connection, string sql)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }
}
