using Bifrost.Bench.Databases;
using Bifrost.Bench.Measuring;
using Bifrost.Connect.Client;

namespace Bifrost.Bench.Contenders.Kafka;

/// <summary>Debezium, Kafka and JDBC sinks. The replicas' tables are made before the request: those that the sink makes have other defaults.</summary>
/// <param name="connect">Disposed of with this.</param>
/// <param name="connectors">The connectors of this run.</param>
/// <param name="beside">Tables beside <c>orders</c>.</param>
internal sealed class KafkaReplication(IConnectClient connect, KafkaConnectors connectors, RunDatabases databases, IReadOnlyList<SideTable> beside, TimeProvider time) : IReplication
{
    /// <summary>Whoever reads the source's slot: Debezium does so once its snapshot is done.</summary>
    private const string StreamsQuery = "select count(*) from pg_replication_slots where database = current_database() and active";

    private readonly ConnectorWatch _watch = new(connect, [.. connectors.All.Select(static connector => connector.Name)], time);

    private readonly List<Question> _rows = [];

    private Question? _streams;

    private long _expected;

    public Contender Contender => Contender.Kafka;

    /// <summary>Tables are written in the order of topics.</summary>
    public bool InCommitOrder => false;

    public string? Trouble => _watch.Trouble;

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        // A scan that begins in the middle of a table would show its last row early, and the rows would be counted again and again.
        await databases.Source.ExecuteAsync("preparing the source", cancellation, $"alter database {databases.Name} set synchronize_seqscans = off").ConfigureAwait(false);
        _expected = await databases.Source.QueryAsync("counting rows", TableMarks.ReadRows(beside), static reader => reader.GetInt64(0), cancellation).ConfigureAwait(false);
        _streams = await Question.PrepareAsync(databases.Source, StreamsQuery, null, cancellation).ConfigureAwait(false);
        foreach (var replica in databases.Replicas)
        {
            await replica.ExecuteAsync("creating tables", cancellation, SideTable.CreateAll(beside)).ConfigureAwait(false);
            _rows.Add(await Question.PrepareAsync(replica, TableMarks.ReadRows(beside), null, cancellation).ConfigureAwait(false));
        }
    }

    public async Task StartAsync(CancellationToken cancellation)
    {
        foreach (var (name, config) in connectors.All)
            await connect.PutConfigAsync(name, config, cancellation).ConfigureAwait(false);
        _watch.Start();
    }

    public async Task<bool> ShowsSnapshotAsync(CancellationToken cancellation)
    {
        foreach (var rows in _rows)
        {
            if (await rows.AskAsync(cancellation).ConfigureAwait(false) < _expected)
                return false;
        }

        return true;
    }

    public async Task<bool> FollowsAsync(CancellationToken cancellation) => await _streams!.AskAsync(cancellation).ConfigureAwait(false) > 0;

    public void ThrowIfStopped()
    {
        if (_watch.Failure is { } failure)
            throw BenchException.Stopped(Contender, failure);
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        foreach (var question in _streams is null ? _rows : _rows.Append(_streams))
            await question.DisposeAsync().ConfigureAwait(false);
        foreach (var (name, _) in connectors.All)
            await DeleteAsync(name).ConfigureAwait(false);
        // A task that still stops would connect anew to a database that is about to be dropped.
        await Task.WhenAll(databases.All.Select(database => ForeignSessions.UntilNoneAsync(database, time))).ConfigureAwait(false);
        connect.Dispose();
    }

    private async Task DeleteAsync(string connector)
    {
        try
        {
            await connect.DeleteConnectorAsync(connector, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ConnectException)
        {
            // The worker is gone, and its tasks with it: whatever ended the run says so.
        }
    }
}
