using System.Globalization;
using Bifrost.Postgres;
using Bifrost.Testing;
using Bifrost.Torture.Ledgers;
using Bifrost.Torture.Servers;
using Bifrost.Torture.Workers;

namespace Bifrost.Torture.Runs;

/// <summary>All that takes part: a source and two targets, the network to them, the workers, the writers and the observers.</summary>
internal sealed class Arena : IAsyncDisposable
{
    public const int TargetCount = 2;

    private const string DatabaseName = "ledger";

    /// <summary>Longer than anything takes on a busy machine; it ends a run that would hang.</summary>
    private static readonly TimeSpan HealLimit = TimeSpan.FromSeconds(90);

    private readonly List<IAsyncDisposable> _owned = [];

    private Arena(int seed) => Random = new Random(seed);

    public Random Random { get; }

    public required MortalServer Source { get; init; }

    /// <summary>Another cluster with a database of the same name.</summary>
    public required MortalServer Impostor { get; init; }

    public required IReadOnlyList<MortalServer> Targets { get; init; }

    public ScratchDatabase Database { get; private set; } = null!;

    public IReadOnlyList<ScratchDatabase> Replicas { get; private set; } = [];

    public Gate SourceGate { get; private set; } = null!;

    public IReadOnlyList<Gate> TargetGates { get; private set; } = [];

    public Crew Crew { get; private set; } = null!;

    public IReadOnlyList<LedgerWriter> Writers { get; private set; } = [];

    public IReadOnlyList<LedgerObserver> Observers { get; private set; } = [];

    /// <summary>What an operator's commands go through: the servers' own addresses, past the gates.</summary>
    public WorkerSettings Direct { get; private set; } = null!;

    public PostgresEngine Operator { get; } = new(TimeProvider.System);

    /// <summary>Why no disk is filled up; null where it is done.</summary>
    public string? NoSmallDisk { get; private set; }

    public static async Task<Arena> BuildAsync(int seed)
    {
        var starting = new[] { "source", "target-0", "target-1", "impostor" }.Select(MortalServer.StartAsync).ToList();
        var servers = await Task.WhenAll(starting);
        var arena = new Arena(seed) { Source = servers[0], Targets = servers[1..3], Impostor = servers[3] };
        arena._owned.AddRange(servers);
        await arena.PrepareAsync();
        return arena;
    }

    /// <summary>Workers, writers and observers begin, the last ones when both replicas are there.</summary>
    public async Task BeginAsync(int seed)
    {
        await Crew.ReplaceAsync();
        var made = Task.WhenAll(Replicas.Select(static replica => replica.WaitUntilAsync("exists (select 1 from pg_tables where schemaname = 'bifrost' and tablename = 'progress')")));
        await Task.WhenAny(made, StoppedAsync());
        RequireNoStop();
        await made;
        await HealAsync();
        Writers = [.. Enumerable.Range(1, Ledger.Writers).Select(id => new LedgerWriter(Database, id, seed))];
        Observers = [.. Replicas.Select(static (replica, target) => new LedgerObserver(replica, WorkerSettings.Sink(target)))];
    }

    public Task PauseWritersAsync() => Task.WhenAll(Writers.Select(static writer => writer.PauseAsync()));

    public void ResumeWriters()
    {
        foreach (var writer in Writers)
            writer.Resume();
    }

    /// <summary>Waits until both replicas hold what the source holds now. A worker that ended itself late is replaced; a sink that stopped for an operator is a violation.</summary>
    public async Task HealAsync()
    {
        var position = await PositionAsync();
        for (var target = 0; target < TargetCount; target++)
            await HoldsAsync(target, position);
    }

    /// <summary>A position below that of a commit which is written for it.</summary>
    public async Task<string> PositionAsync()
    {
        var position = await Database.ScalarAsync<string>("select pg_current_wal_insert_lsn()::text");
        await Database.ExecuteAsync("update counter set n = n where writer = 1");
        return position!;
    }

    public async Task HoldsAsync(int target, string position)
    {
        var held = Replicas[target].WaitUntilAsync(string.Create(CultureInfo.InvariantCulture,
            $"(select coalesce(bool_and(snapshot_completed) and max(end_lsn) >= '{position}', false) from bifrost.progress where sink = '{WorkerSettings.Sink(target)}')"), (int)HealLimit.TotalSeconds);
        while (!held.IsCompleted)
        {
            await Task.WhenAny(held, StoppedAsync(), Crew.Current.Ended);
            RequireNoStop();
            if (Crew.Current.Ended.IsCompleted && !held.IsCompleted)
                await ReplaceDeadAsync();
        }

        try
        {
            await held;
        }
        catch (TimeoutException)
        {
            throw new Violation($"{WorkerSettings.Sink(target)} did not reach {position} within {HealLimit.TotalSeconds:0} s; its worker said: {string.Join(" / ", Crew.Current.Lines.TakeLast(5))}");
        }
    }

    /// <summary>A sink that stopped although nothing happened that an operator must decide.</summary>
    public void RequireNoStop()
    {
        if (Crew.Current.Stops.FirstOrDefault() is { } stop)
            throw new Violation($"a sink stopped that should have gone on: {stop}");
    }

    /// <summary>Takes the place of a worker that came to its point after all; one that ended otherwise broke down.</summary>
    public async Task ReplaceDeadAsync()
    {
        RequireDeathAtPoint();
        await Crew.ReplaceAsync();
    }

    public void RequireDeathAtPoint()
    {
        if (!Crew.Current.DiedAtItsPoint)
            throw new Violation($"a worker ended that nobody had killed; it said: {string.Join(" / ", Crew.Current.Lines.TakeLast(5))}");
    }

    /// <summary>As an operator resets a sink that is stopped: the next start takes a new snapshot, the first of a new count.</summary>
    public async Task ResetAsync(int target)
    {
        await Operator.ResetAsync(Direct.SourceSettings(), Direct.SinkSettings(target), default);
        Observers[target].ForgetPosition();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Writers.Concat<IAsyncDisposable>(Observers))
            await part.DisposeAsync();
        if (Crew is not null)
            await Crew.DisposeAsync();
        foreach (var part in Enumerable.Reverse(_owned))
            await part.DisposeAsync();
    }

    private Task<string?> StoppedAsync() => Crew.Current.SaysAsync(static line => line.StartsWith(WorkerWords.Stopped, StringComparison.Ordinal), HealLimit + HealLimit);

    private async Task PrepareAsync()
    {
        var script = $"{Ledger.Script}; create schema bifrost; create table {WorkerSettings.SignalTable} (id varchar(64) primary key, type varchar(32) not null, data text); "
            + $"create publication {WorkerSettings.Publication} for all tables";
        Database = await Source.CreateAsync(DatabaseName);
        await Database.ExecuteAsync(script);
        var impostor = await Impostor.CreateAsync(DatabaseName);
        await impostor.ExecuteAsync($"{script}; alter role postgres password '{Source.Server.SuperuserPassword}'");
        Replicas = await Task.WhenAll(Targets.Select(static target => target.CreateAsync(DatabaseName)));
        SourceGate = Own(new Gate(Source.Server.Port));
        TargetGates = [.. Targets.Select(target => Own(new Gate(target.Server.Port)))];
        var folder = Directory.CreateDirectory(RunFolder.New("spill")).FullName;
        _owned.Add(new Removed(folder));
        NoSmallDisk = await SmallDisk.WhyNotAsync(folder);
        Direct = new WorkerSettings(Database.Endpoint, [.. Replicas.Select(static replica => replica.Endpoint)], folder);
        Crew = new Crew(
            new WorkerSettings(
                Database.Endpoint with { Port = SourceGate.Port },
                [.. Replicas.Select((replica, target) => replica.Endpoint with { Port = TargetGates[target].Port })], folder),
            hasOwnDisk: NoSmallDisk is null);
    }

    private Gate Own(Gate gate)
    {
        _owned.Add(gate);
        return gate;
    }

    private sealed class Removed(string folder) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Directory.Delete(folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
