namespace Bifrost.Torture.Workers;

/// <summary>The worker that runs, and a spare that is warm: when the one dies the other takes over at once, as in a pair of machines.</summary>
internal sealed class Crew(WorkerSettings settings, bool hasOwnDisk) : IAsyncDisposable
{
    private Task<WorkerProcess>? _spare;
    private WorkerProcess? _current;

    /// <summary>Processes that were started.</summary>
    public int Started { get; private set; }

    public WorkerSettings Settings => settings;

    public WorkerProcess Current => _current ?? throw new InvalidOperationException("No worker runs.");

    /// <summary>Lets the spare run in the place of the worker that is dead or never was.</summary>
    /// <param name="point">Where it ends itself, if anywhere.</param>
    public async Task<WorkerProcess> ReplaceAsync(string? point = null, int hits = 1)
    {
        if (_current is not null)
            await _current.DisposeAsync();
        _current = await (_spare ?? PrepareAsync());
        _spare = null;
        if (point is not null)
            await _current.ArmAsync(point, hits);
        await _current.RunAsync();
        _spare = PrepareAsync();
        return _current;
    }

    /// <summary><c>kill -9</c>; nothing runs until <see cref="ReplaceAsync"/>.</summary>
    public Task KillAsync() => Current.KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (_current is not null)
            await _current.DisposeAsync();
        if (_spare is not null)
            await (await _spare).DisposeAsync();
    }

    private async Task<WorkerProcess> PrepareAsync()
    {
        Started++;
        var worker = await WorkerProcess.StartAsync(settings, hasOwnDisk);
        await worker.ReadyAsync();
        return worker;
    }
}
