using Bifrost.Integration.Tests.Engine;
using Bifrost.Postgres.Parked;
using Bifrost.Replication.Engine;

namespace Bifrost.Integration.Tests.Parked;

/// <summary>A source and a target whose sink parks what is refused: <c>t</c> takes amounts below 100 once it was told to be strict.</summary>
internal sealed class ParkingSink : IAsyncDisposable
{
    private readonly Fanout _fanout;
    private RunningSink _sink;

    private ParkingSink(Fanout fanout)
    {
        _fanout = fanout;
        _sink = Started();
        Store = new ParkedRowStore(fanout.SinkFor(0));
    }

    public Fanout Fanout => _fanout;

    public ParkedRowStore Store { get; }

    public RunningSink Sink => _sink;

    public static async Task<ParkingSink> CreateAsync(string script = "create table t (id int primary key, amount int, note text)", Func<SourceSettings, SourceSettings>? with = null)
    {
        var fanout = await Fanout.CreateAsync(script);
        fanout.Settings = with?.Invoke(fanout.Settings) ?? fanout.Settings;
        var parking = new ParkingSink(fanout);
        await parking._fanout.CaughtUpAsync(parking._sink);
        return parking;
    }

    public Task StrictAsync() => _fanout.Target.ExecuteAsync("alter table t add constraint small check (amount < 100) not valid");

    public Task MendedAsync() => _fanout.Target.ExecuteAsync("alter table t drop constraint small");

    /// <summary>Runs each on the source, and waits until the target has what it takes of it: within a batch a later change of a row would take the place of an earlier one.</summary>
    public async Task SourceAsync(params string[] scripts)
    {
        foreach (var script in scripts)
        {
            await _fanout.Source.ExecuteAsync(script);
            await _fanout.CaughtUpAsync(_sink);
        }
    }

    public async Task RestartAsync()
    {
        await _sink.DisposeAsync();
        _sink = Started();
    }

    public Task<IReadOnlyList<ParkedRow>> ParkedAsync() => Store.ListAsync(default);

    public async Task<IReadOnlyList<RetriedRow>> RetryAsync(bool force = false) => await Store.RetryAsync(await ParkedAsync(), force, static _ => { }, default);

    public Task<IReadOnlyList<string>> RowsAsync(string columns = "id, amount") => _fanout.Target.RowsAsync($"select {columns} from t order by id");

    public ValueTask DisposeAsync() => _fanout.DisposeAsync();

    private RunningSink Started() => _fanout.Start(with: static sink => sink with { Tolerance = ErrorsTolerance.All });
}
