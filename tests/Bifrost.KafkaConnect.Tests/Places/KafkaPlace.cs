using Bifrost.Testing;
using Bifrost.Testing.CommandLine;
using Bifrost.Testing.Kafka;
using Npgsql;

namespace Bifrost.KafkaConnect.Tests.Places;

/// <summary>
/// A folder with a topology of the test's own on the shared Kafka: a source database and its targets, all new, and names (topics, slot, connectors) that no other
/// test has. Disposal deletes the connectors and drops the databases with their slots.
/// </summary>
internal sealed class KafkaPlace : BifrostFolder, IAsyncDisposable
{
    private const int Letters = 8;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private KafkaPlace(string id, KafkaCluster cluster, ScratchDatabase source, IReadOnlyList<ScratchDatabase> targets) : base(RunFolder.New("place"))
    {
        Id = id;
        Cluster = cluster;
        Source = source;
        Targets = targets;
    }

    /// <summary>Name of the topology and of its source; topics are <c>ID.app.TABLE</c>.</summary>
    public string Id { get; }

    public KafkaCluster Cluster { get; }

    public ScratchDatabase Source { get; }

    public IReadOnlyList<ScratchDatabase> Targets { get; }

    public string SourceConnector => Id + "-source";

    /// <summary>In the order of <see cref="Targets"/>.</summary>
    public IReadOnlyList<string> SinkConnectors => [.. Targets.Select((_, index) => $"{TargetName(index)}-sink")];

    /// <summary>Makes databases and topology; deploys nothing.</summary>
    /// <param name="script">SQL run on the source, beside <c>create schema app</c>, which targets get too. Tables of <c>app</c> are captured.</param>
    /// <param name="targets">How many targets follow.</param>
    /// <param name="converter"><c>json</c> or <c>avro</c>.</param>
    /// <param name="cluster">Null for <see cref="KafkaCluster.Shared"/>.</param>
    public static async Task<KafkaPlace> CreateAsync(string script, int targets = 1, string converter = "json", KafkaCluster? cluster = null)
    {
        cluster ??= await KafkaCluster.Shared;
        var source = await cluster.Server.CreateDatabaseAsync("source");
        var followers = new List<ScratchDatabase>();
        for (var index = 0; index < targets; index++)
            followers.Add(await cluster.Server.CreateDatabaseAsync($"target{index}"));
        foreach (var database in followers.Prepend(source))
            await database.ExecuteAsync("create schema app");
        await source.ExecuteAsync(script);
        var place = new KafkaPlace("k" + Guid.NewGuid().ToString("N")[..Letters], cluster, source, followers);
        Directory.CreateDirectory(place.Folder);
        File.WriteAllText(place.Topology, PlaceTopology.Of(place.Id, converter, source.Name, followers.Select((follower, index) => (place.TargetName(index), follower.Name))));
        foreach (var (name, value) in cluster.Variables)
            place.Set(name, value);
        return place;
    }

    /// <summary>As <see cref="BifrostFolder.MustAsync"/>, on the cluster <c>kafka</c>.</summary>
    public Task<Outcome> KafkaAsync(string arguments) => MustAsync($"{arguments} --cluster kafka");

    /// <summary>Renders the topology, applies it, and returns when every task runs.</summary>
    public Task<Outcome> DeployAsync() => KafkaAsync("apply");

    /// <summary>Asks every target until the query gives the rows that it gives on the source now.</summary>
    /// <exception cref="TimeoutException">Not within two minutes, which only ends a test that would otherwise hang; the message holds both sides' row counts and what <c>bifrost status</c> says.</exception>
    public async Task UntilEqualAsync(string query)
    {
        foreach (var target in Targets)
            await UntilEqualAsync(target, query);
    }

    /// <summary>As above, for one of <see cref="Targets"/>.</summary>
    public async Task UntilEqualAsync(ScratchDatabase target, string query)
    {
        var wanted = await Source.RowsAsync(query);
        var begun = TimeProvider.System.GetTimestamp();
        IReadOnlyList<string> found;
        while (!(found = await RowsOrNoneAsync(target, query)).Order().SequenceEqual(wanted.Order()))
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Limit)
                throw new TimeoutException($"{target.Name} has {found.Count} rows, wanted are {wanted.Count}, for: {query}\n{await BifrostAsync("status --cluster kafka")}");
            await Source.ExecuteAsync("select pg_sleep(0.1)");
        }
    }

    /// <summary>A table that the sink has not made yet has no rows.</summary>
    private static async Task<IReadOnlyList<string>> RowsOrNoneAsync(ScratchDatabase database, string query)
    {
        try
        {
            return await database.RowsAsync(query);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn)
        {
            return [];
        }
    }

    private string TargetName(int index) => $"{Id}{(char)('a' + index)}";

    public async ValueTask DisposeAsync()
    {
        using var client = new HttpClient { BaseAddress = Cluster.ConnectUrl };
        foreach (var connector in SinkConnectors.Append(SourceConnector))
            using (await client.DeleteAsync(new Uri($"connectors/{connector}", UriKind.Relative)))
            {
            }

        foreach (var database in Targets.Prepend(Source))
            await database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
