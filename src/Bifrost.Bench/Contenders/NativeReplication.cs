using Bifrost.Bench.Databases;
using Bifrost.Bench.Measuring;
using Bifrost.Replication.Engine;

namespace Bifrost.Bench.Contenders;

/// <summary>PostgreSQL's own logical replication with its defaults, as most people run it.</summary>
/// <param name="beside">Tables beside <c>orders</c>.</param>
internal sealed class NativeReplication(RunDatabases databases, IReadOnlyList<SideTable> beside) : IReplication
{
    private readonly List<Question> _states = [];

    private bool _subscribed;

    public Contender Contender => Contender.Native;

    public bool InCommitOrder => true;

    // Its workers' troubles are in the servers' logs only.
    public string? Trouble => null;

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await databases.Source.ExecuteAsync("creating a publication", cancellation, $"create publication {databases.Name} for table {string.Join(", ", beside.Select(static table => table.Name).Prepend("bench_mark").Prepend("orders"))}").ConfigureAwait(false);
        foreach (var replica in databases.Replicas)
        {
            await replica.ExecuteAsync("creating tables", cancellation, SideTable.CreateAll(beside)).ConfigureAwait(false);
            _states.Add(await Question.PrepareAsync(replica, StateQuery, null, cancellation).ConfigureAwait(false));
        }
    }

    public Task StartAsync(CancellationToken cancellation)
    {
        _subscribed = true;
        return Task.WhenAll(databases.Replicas.Select((replica, number) => replica.ExecuteAsync("subscribing", cancellation, Subscribe(number))));
    }

    public Task<bool> ShowsSnapshotAsync(CancellationToken cancellation) => AllAsync(Copied, cancellation);

    public Task<bool> FollowsAsync(CancellationToken cancellation) => AllAsync(Ready, cancellation);

    public void ThrowIfStopped()
    {
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var state in _states)
            await state.DisposeAsync().ConfigureAwait(false);
        for (var number = 0; _subscribed && number < databases.Replicas.Count; number++)
            await databases.Replicas[number].ExecuteAsync("dropping a subscription", CancellationToken.None, $"drop subscription if exists {SubscriptionName(number)}").ConfigureAwait(false);
    }

    /// <summary>States of <c>pg_subscription_rel</c>: the copy's transaction itself writes <c>f</c>, so whoever sees it sees the rows.</summary>
    private const long Copied = 1;

    private const long Ready = 2;

    private const string StateQuery = """
        select case when count(*) < 2 then 0 when bool_and(srsubstate = 'r') then 2 when bool_and(srsubstate in ('f', 's', 'r')) then 1 else 0 end::bigint
        from pg_subscription_rel
        """;

    private async Task<bool> AllAsync(long least, CancellationToken cancellation)
    {
        foreach (var state in _states)
        {
            if (await state.AskAsync(cancellation).ConfigureAwait(false) < least)
                return false;
        }

        return true;
    }

    private string Subscribe(int number) =>
        $"create subscription {SubscriptionName(number)} connection '{ConnectionText(databases.Source.Endpoint)}' publication {databases.Name}";

    private string SubscriptionName(int number) => $"{databases.Name}_{number}";

    /// <summary>libpq's form inside an SQL literal: each value in quotes of its own, doubled for the literal.</summary>
    private static string ConnectionText(DatabaseEndpoint source)
    {
        var text = $"host={Quoted(source.Host)} port={source.Port} dbname={Quoted(source.Database)} user={Quoted(source.User)} password={Quoted(source.Password ?? "")}";
        return text.Replace("'", "''", StringComparison.Ordinal);
    }

    private static string Quoted(string value) =>
        $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
