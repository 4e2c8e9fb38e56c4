using Bifrost.Connect.Providers;
using Bifrost.Replication;
using Bifrost.Replication.Engine;
using Bifrost.Worker.Logging;
using Bifrost.Worker.Storage;
using Microsoft.Extensions.Logging;

namespace Bifrost.Worker.Connectors;

/// <summary>Drops the slots and positions of sinks that are gone, and goes on trying while a database is away: what is to be dropped is stored first.</summary>
internal sealed class Cleanups(IReplicationEngine engine, StateStore store, ReferenceResolver resolver, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly List<PendingCleanup> _pending = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    public IReadOnlyList<PendingCleanup> Pending
    {
        get
        {
            lock (_gate)
                return [.. _pending];
        }
    }

    public bool IsPending(string sink, string source) => Pending.Any(cleanup => cleanup.IsFor(sink, source));

    /// <summary>Stores what is to be dropped, before the connector itself goes.</summary>
    /// <exception cref="StorageFullException">Nothing has changed.</exception>
    public void Store(PendingCleanup cleanup) => store.Save(cleanup);

    /// <summary>Begins; the task ends when it is done.</summary>
    public Task Begin(PendingCleanup cleanup, Func<Task> onDone)
    {
        var task = Task.Run(() => RunAsync(cleanup, onDone), CancellationToken.None);
        lock (_gate)
        {
            _pending.Add(cleanup);
            _running.RemoveAll(static ended => ended.IsCompleted);
            _running.Add(task);
        }

        return task;
    }

    public async Task StopAsync()
    {
        await _stop.EndAsync().ConfigureAwait(false);
        Task[] running;
        lock (_gate)
            running = [.. _running];
        await Task.WhenAll(running).ConfigureAwait(false);
    }

    private async Task RunAsync(PendingCleanup cleanup, Func<Task> onDone)
    {
        try
        {
            while (!await TryAsync(cleanup).ConfigureAwait(false))
                await Task.Delay(RetryAfter, time, _stop.Token).ConfigureAwait(false);
            lock (_gate)
                _pending.Remove(cleanup);
            await onDone().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            LogMessages.CleanupPending(log, cleanup.SinkName, cleanup.SourceName, "the worker stops");
        }
    }

    private async Task<bool> TryAsync(PendingCleanup cleanup)
    {
        try
        {
            var pair = ConnectorSettings.ForPair(cleanup.Source, cleanup.Sink, resolver);
            await engine.ResetAsync(pair.Source, pair.Sink, _stop.Token).ConfigureAwait(false);
            store.Remove(cleanup);
            LogMessages.CleanedUp(log, cleanup.SinkName, cleanup.SourceName);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogMessages.CleanupPending(log, cleanup.SinkName, cleanup.SourceName, e.Message);
            return false;
        }
    }
}
