using Bifrost.Connect.Providers;
using Bifrost.Replication.Engine;
using Bifrost.Worker.Logging;
using Bifrost.Worker.Routing;
using Bifrost.Worker.Storage;
using Microsoft.Extensions.Logging;

namespace Bifrost.Worker.Connectors;

/// <summary>Brings the running tasks to what the connectors' target states ask for. Every call is made under the herder's gate.</summary>
/// <param name="poke">Asks the herder for another round, later and from outside; called when a task changed by itself.</param>
internal sealed class Tasks(
    IReplicationEngine engine, StateStore store, Cleanups cleanups, ReferenceResolver resolver, TimeProvider time, ILogger log, Action poke)
{
    /// <summary>Starts what is to run and does not, stops what runs and is not to.</summary>
    public async Task ReconcileAsync(IReadOnlyCollection<Connector> connectors)
    {
        foreach (var source in connectors.Where(static connector => IsSource(connector)))
            await ReconcileSourceAsync(source).ConfigureAwait(false);
        var ready = connectors.Where(static connector => connector.Source is { IsReady: true }).ToList();
        foreach (var sink in connectors.Where(static connector => !IsSource(connector)))
            await ReconcileSinkAsync(sink, ready).ConfigureAwait(false);
    }

    /// <summary>Stops a connector's task and, for a source, the streams of the sinks that follow it. What was learned is kept.</summary>
    public async Task StopAsync(Connector connector, IEnumerable<Connector> all)
    {
        if (connector.Source is { } task)
            await task.StopAsync().ConfigureAwait(false);
        connector.Source = null;
        foreach (var sink in all.Where(sink => sink == connector || sink.Streams.ContainsKey(connector.Name)))
        {
            foreach (var source in sink.Streams.Keys.Where(source => sink == connector || source == connector.Name).ToList())
                await StopStreamAsync(sink, source).ConfigureAwait(false);
        }
    }

    private static bool IsSource(Connector connector) => connector.Plugin == ConnectorPlugin.Source;

    private async Task ReconcileSourceAsync(Connector source)
    {
        if (source.Target != TargetState.Started)
        {
            await StopAsync(source, []).ConfigureAwait(false);
        }
        else if (source.Source is null && source.Failure is null)
        {
            source.Source = new SourceTask(source.Stored.Config, engine, resolver, time, log);
            source.Source.Start(poke);
        }
        else if (source.Source?.Failure is { } failure && source.Failure is null)
        {
            Fail(source, failure);
        }
    }

    private async Task ReconcileSinkAsync(Connector sink, List<Connector> ready)
    {
        if (sink.Failure is null && sink.Streams.Values.FirstOrDefault(static stream => stream.Failure is not null) is { } failed)
            Fail(sink, failed.Failure!);
        var runs = sink.Target == TargetState.Started && sink.Failure is null;
        var wanted = runs ? Followed(sink, ready) : [];
        foreach (var source in sink.Streams.Keys.Where(source => wanted.All(other => other.Name != source)).ToList())
            await StopStreamAsync(sink, source).ConfigureAwait(false);
        sink.WaitsFor = [.. wanted.Where(source => cleanups.IsPending(sink.Name, source.Name)).Select(static source => source.Name)];
        foreach (var source in wanted.Where(source => !sink.Streams.ContainsKey(source.Name) && !sink.WaitsFor.Contains(source.Name)))
        {
            if (!TryStart(sink, source))
                return;
        }
    }

    private List<Connector> Followed(Connector sink, List<Connector> ready)
    {
        try
        {
            // A sink without a source is told of its faults too, not only on the day when one comes.
            ConnectorSettings.CheckSink(sink.Stored.Config, resolver);
            return [.. ready.Where(source => ConnectorSettings.Follows(source.Stored.Config, sink.Stored.Config, resolver))];
        }
        catch (Exception e) when (e is ConnectorConfigException or UnresolvedReferenceException)
        {
            Fail(sink, e.Message);
            return [];
        }
    }

    private bool TryStart(Connector sink, Connector source)
    {
        try
        {
            var pair = ConnectorSettings.ForPair(source.Stored.Config, sink.Stored.Config, resolver);
            // Stored before a slot can be made: a slot that nobody remembers keeps the source's WAL for ever.
            Remember(sink, source);
            var run = new StreamRun(source.Name, pair, engine, time, log);
            sink.Streams[source.Name] = run;
            foreach (var warning in pair.Warnings)
                LogMessages.TransformWarning(log, sink.Name, warning);
            run.Start(poke);
            return true;
        }
        catch (Exception e) when (e is ConnectorConfigException or UnresolvedReferenceException or StorageFullException)
        {
            Fail(sink, e.Message);
            return false;
        }
    }

    private void Remember(Connector sink, Connector source)
    {
        var known = sink.Stored.Follows.GetValueOrDefault(source.Name);
        var follows = new Dictionary<string, FollowedSource>(sink.Stored.Follows) { [source.Name] = new(source.Stored.Config, known?.Topics ?? []) };
        var stored = sink.Stored with { Follows = follows };
        store.Save(stored);
        sink.Stored = stored;
    }

    private async Task StopStreamAsync(Connector sink, string source)
    {
        var run = sink.Streams[source];
        await run.StopAsync().ConfigureAwait(false);
        sink.Streams.TryRemove(source, out _);
        sink.Topics.Note(run.Stream);
        KeepTopics(sink, source, run.Stream.Status.Topics);
    }

    // Topics are a convenience of the offsets API; a full disk must not keep a task from stopping.
    private void KeepTopics(Connector sink, string source, IReadOnlyCollection<string> topics)
    {
        if (!sink.Stored.Follows.TryGetValue(source, out var followed) || topics.All(topic => followed.Topics.Contains(topic)))
            return;
        var follows = new Dictionary<string, FollowedSource>(sink.Stored.Follows) { [source] = followed with { Topics = [.. followed.Topics.Union(topics).Order(StringComparer.Ordinal)] } };
        sink.Stored = sink.Stored with { Follows = follows };
        try
        {
            store.Save(sink.Stored);
        }
        catch (StorageFullException e)
        {
            LogMessages.StateNotSaved(log, e.Message);
        }
    }

    private void Fail(Connector connector, string failure)
    {
        connector.Failure = failure;
        LogMessages.TaskFailed(log, connector.Name, failure);
    }
}
