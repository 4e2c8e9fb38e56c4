using System.Collections.Immutable;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Providers;
using Bifrost.Replication.Engine;
using Bifrost.Worker.Logging;
using Bifrost.Worker.Rest;
using Bifrost.Worker.Storage;
using Microsoft.Extensions.Logging;

namespace Bifrost.Worker.Connectors;

/// <summary>Keeps the connectors: their configurations, states and tasks. One request changes something at a time; what is answered is what is stored.</summary>
internal sealed class Herder : IAsyncDisposable
{
    /// <summary>How long a deletion waits for its clean-up before it answers; the clean-up goes on by itself.</summary>
    private static readonly TimeSpan CleanupPatience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile ImmutableList<Connector> _connectors = [];
    private readonly StateStore _store;
    private readonly ReferenceResolver _resolver;
    private readonly Cleanups _cleanups;
    private readonly Tasks _tasks;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    public Herder(IReplicationEngine engine, StateStore store, ReferenceResolver resolver, TimeProvider time, ILogger log)
    {
        _store = store;
        _resolver = resolver;
        _time = time;
        _log = log;
        _cleanups = new Cleanups(engine, store, resolver, time, log);
        _tasks = new Tasks(engine, store, _cleanups, resolver, time, log, Poke);
        Offsets = new Offsets(this, engine, resolver);
    }

    public Offsets Offsets { get; }

    /// <summary><c>host:port</c>; known once the server listens.</summary>
    public string WorkerId { get; set; } = "";

    public IReadOnlyList<PendingCleanup> PendingCleanups => _cleanups.Pending;

    /// <summary>Takes up what was stored, each connector in its state.</summary>
    public async Task StartAsync()
    {
        await ChangeAsync(() =>
        {
            foreach (var stored in _store.LoadConnectors())
                Take(stored);
            foreach (var cleanup in _store.LoadCleanups())
                Resume(cleanup);
            return Task.FromResult(0);
        }).ConfigureAwait(false);
    }

    /// <summary>In the order in which they were created or loaded. What is read never waits for a change: a stream may take long to stop.</summary>
    public IReadOnlyList<Connector> List() => _connectors;

    /// <summary>Null where there is no such connector.</summary>
    public Connector? Find(string name) => _connectors.Find(connector => connector.Name == name);

    /// <exception cref="ConnectError">The name is taken.</exception>
    public Task<ConnectorInfo> CreateAsync(string name, IReadOnlyDictionary<string, string> config, TargetState state) => ChangeAsync(() =>
    {
        if (Find(name) is not null)
            throw ConnectError.AlreadyExists(name);
        return Task.FromResult(Add(name, config, state));
    });

    /// <summary>Creates the connector, or gives it another configuration and restarts its task; the same configuration changes nothing.</summary>
    /// <exception cref="ConnectError">A source would leave slots of its sinks behind.</exception>
    public Task<(bool Created, ConnectorInfo Info)> PutConfigAsync(string name, IReadOnlyDictionary<string, string> config) => ChangeAsync(async () =>
    {
        if (Find(name) is not { } connector)
            return (true, Add(name, config, TargetState.Started));
        await ReplaceConfigAsync(connector, config).ConfigureAwait(false);
        return (false, connector.ToInfo());
    });

    /// <exception cref="ConnectError">There is no such connector, or a source still has sinks.</exception>
    public async Task DeleteAsync(string name, bool force)
    {
        var begun = await ChangeAsync(() => RemoveAsync(Get(name, ConnectError.ConnectorNotFound), force)).ConfigureAwait(false);
        await Task.WhenAny(Task.WhenAll(begun), Task.Delay(CleanupPatience, _time)).ConfigureAwait(false);
    }

    /// <exception cref="ConnectError">There is no such connector.</exception>
    public Task SetStateAsync(string name, TargetState state) => ChangeAsync(async () =>
    {
        var connector = Get(name, ConnectError.UnknownConnector);
        if (connector.Target != state)
            Save(connector, connector.Stored with { TargetState = state.ToString().ToUpperInvariant() });
        if (state == TargetState.Stopped)
            connector.Failure = null;
        if (state != TargetState.Started)
            await _tasks.StopAsync(connector, _connectors).ConfigureAwait(false);
        LogMessages.ConnectorState(_log, name, connector.State.ToString());
        return 0;
    });

    /// <returns>The state with what is restarted shown as RESTARTING.</returns>
    /// <exception cref="ConnectError">There is no such connector.</exception>
    public Task<ConnectorStateInfo> RestartAsync(string name, bool includeTasks, bool onlyFailed) => ChangeAsync(async () =>
    {
        var connector = Get(name, ConnectError.UnknownConnectorToRestart);
        var restarting = onlyFailed ? Restarting.Nothing : Restarting.Connector;
        if (includeTasks && connector.HasTask && (!onlyFailed || connector.Failure is not null))
            restarting |= Restarting.Task;
        var answer = connector.ToState(WorkerId, restarting);
        if (restarting.HasFlag(Restarting.Task))
            await RestartTaskAsync(connector).ConfigureAwait(false);
        return answer;
    });

    /// <exception cref="ConnectError">There is no such connector or task.</exception>
    public Task RestartTaskAsync(string name, int task) => ChangeAsync(async () =>
    {
        var connector = Get(name, ConnectError.UnknownConnectorToRestart);
        if (task != Connector.OnlyTask || !connector.HasTask)
            throw ConnectError.UnknownTask(name, task);
        await RestartTaskAsync(connector).ConfigureAwait(false);
        return 0;
    });

    /// <summary>Runs a change of a stopped connector's offsets alone.</summary>
    /// <exception cref="ConnectError">There is no such connector, or it is not stopped.</exception>
    public Task<T> ChangeOffsetsAsync<T>(string name, Func<Connector, IReadOnlyCollection<Connector>, Task<T>> change) => ChangeAsync(() =>
    {
        var connector = Get(name, ConnectError.ConnectorNotFound);
        return connector.Target == TargetState.Stopped ? change(connector, _connectors) : throw ConnectError.NotStopped(name);
    });

    /// <exception cref="StorageFullException">Nothing has changed.</exception>
    public void Save(Connector connector, StoredConnector stored)
    {
        _store.Save(stored);
        connector.Stored = stored;
    }

    public async ValueTask DisposeAsync()
    {
        await _cleanups.StopAsync().ConfigureAwait(false);
        await _gate.WaitAsync().ConfigureAwait(false);
        // The gate is not given back: what was asked for while stopping must start nothing.
        await Task.WhenAll(_connectors.Where(static connector => connector.Plugin == ConnectorPlugin.Sink).Select(sink => _tasks.StopAsync(sink, [sink]))).ConfigureAwait(false);
        await Task.WhenAll(_connectors.Select(connector => _tasks.StopAsync(connector, []))).ConfigureAwait(false);
    }

    private ConnectorInfo Add(string name, IReadOnlyDictionary<string, string> config, TargetState state)
    {
        var stored = new StoredConnector { Name = name, Config = config, TargetState = state.ToString().ToUpperInvariant() };
        _store.Save(stored);
        var connector = Take(stored);
        LogMessages.ConnectorState(_log, name, "created, " + connector.State);
        // A distributed worker answers before the task is there.
        return connector.ToInfo() with { Tasks = [] };
    }

    private Connector Take(StoredConnector stored)
    {
        var plugin = ConnectorPlugin.Find(stored.Config.GetValueOrDefault("connector.class") ?? "")
            ?? throw new WorkerException($"The stored connector {stored.Name} is of a class that this worker does not have. Give the worker another state folder, or remove that connector's file.");
        var connector = new Connector(stored, plugin);
        connector.Topics.Add(stored.Follows.Values.SelectMany(static followed => followed.Topics));
        _connectors = _connectors.Add(connector);
        return connector;
    }

    // A sink that is still there was never deleted: the worker ended between storing the clean-up and removing the connector.
    private void Resume(PendingCleanup cleanup)
    {
        if (Find(cleanup.SinkName) is { } sink && sink.Stored.Follows.ContainsKey(cleanup.SourceName))
            _store.Remove(cleanup);
        else
            _ = _cleanups.Begin(cleanup, PokeAsync);
    }

    private async Task ReplaceConfigAsync(Connector connector, IReadOnlyDictionary<string, string> config)
    {
        var same = config.Count == connector.Stored.Config.Count && config.All(entry => connector.Stored.Config.TryGetValue(entry.Key, out var value) && value == entry.Value);
        if (same)
            return;
        RefuseToLeaveSlots(connector, config);
        Save(connector, connector.Stored with { Config = config });
        connector.Plugin = ConnectorPlugin.Find(config["connector.class"])!;
        await RestartTaskAsync(connector).ConfigureAwait(false);
    }

    // The slots are where the old configuration says, and nobody would read or drop them any more.
    private void RefuseToLeaveSlots(Connector source, IReadOnlyDictionary<string, string> config)
    {
        var attached = _connectors.Where(sink => sink.Stored.Follows.ContainsKey(source.Name)).ToList();
        var moved = attached.SelectMany(sink => SlotPlace.Changes(sink.Stored.Follows[source.Name].Config, config, _resolver)).Distinct(StringComparer.Ordinal).ToList();
        if (moved.Count > 0)
            throw ConnectError.SlotsLeftBehind(source.Name, moved, attached.Select(static sink => sink.Name));
    }

    private async Task RestartTaskAsync(Connector connector)
    {
        await _tasks.StopAsync(connector, _connectors).ConfigureAwait(false);
        connector.Failure = null;
    }

    private async Task<IReadOnlyList<Task>> RemoveAsync(Connector connector, bool force)
    {
        var attached = _connectors.Where(sink => sink.Stored.Follows.ContainsKey(connector.Name)).ToList();
        if (attached.Count > 0 && !force)
            throw ConnectError.SinksAttached(connector.Name, attached.Select(static sink => sink.Name));
        await _tasks.StopAsync(connector, _connectors).ConfigureAwait(false);
        List<PendingCleanup> cleanups =
        [
            .. connector.Stored.Follows.Values.Select(followed => new PendingCleanup(followed.Config, connector.Stored.Config)),
            .. attached.Select(sink => new PendingCleanup(sink.Stored.Follows[connector.Name].Config, sink.Stored.Config)),
        ];
        foreach (var cleanup in cleanups)
            _cleanups.Store(cleanup);
        foreach (var sink in attached)
            Save(sink, sink.Stored with { Follows = sink.Stored.Follows.Where(followed => followed.Key != connector.Name).ToDictionary() });
        _store.Remove(connector.Name);
        _connectors = _connectors.Remove(connector);
        LogMessages.ConnectorDeleted(_log, connector.Name);
        // Begun under the gate: a sink of the same name that is created next waits for it.
        return [.. cleanups.Select(cleanup => _cleanups.Begin(cleanup, PokeAsync))];
    }

    private Connector Get(string name, Func<string, ConnectError> missing) => Find(name) ?? throw missing(name);

    private async Task<T> ChangeAsync<T>(Func<Task<T>> change)
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            var result = await change().ConfigureAwait(false);
            await _tasks.ReconcileAsync(_connectors).ConfigureAwait(false);
            return result;
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Poke() => _ = Task.Run(PokeAsync);

    private async Task PokeAsync()
    {
        try
        {
            await ChangeAsync(static () => Task.FromResult(0)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogMessages.RoundFailed(_log, e);
        }
    }
}
