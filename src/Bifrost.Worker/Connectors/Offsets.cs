using System.Text.Json;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Providers;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;
using Bifrost.Worker.Rest;
using Bifrost.Worker.Routing;
using Bifrost.Worker.Storage;

namespace Bifrost.Worker.Connectors;

/// <summary>
/// Connect's offsets on a worker whose log is the source's own. A sink has one position per source, the end LSN that its target holds, shown as
/// <c>kafka_offset</c> of each of its topics; a source's offset is that of its slowest sink. Altering moves the positions in the targets, a reset drops them with their slots.
/// </summary>
internal sealed class Offsets(Herder herder, IReplicationEngine engine, ReferenceResolver resolver)
{
    /// <exception cref="ConnectError">There is no such connector, or its database cannot be asked.</exception>
    public async Task<ConnectorOffsets> GetAsync(string name, CancellationToken cancellation)
    {
        var connectors = herder.List();
        var connector = connectors.FirstOrDefault(one => one.Name == name) ?? throw ConnectError.ConnectorNotFound(name);
        return await Explained(() => connector.Plugin == ConnectorPlugin.Source
            ? OfSourceAsync(connector, connectors, cancellation)
            : OfSinkAsync(connector, cancellation)).ConfigureAwait(false);
    }

    /// <exception cref="ConnectError">The connector is not stopped, or an offset is not one that it could have.</exception>
    public Task AlterAsync(string name, IReadOnlyList<ConnectorOffset> offsets, CancellationToken cancellation) =>
        herder.ChangeOffsetsAsync(name, async (connector, all) =>
        {
            if (connector.Plugin == ConnectorPlugin.Source)
                await AlterSourceAsync(connector, all, SourceOffset.Parse(offsets, connector), cancellation).ConfigureAwait(false);
            else
                await AlterSinkAsync(connector, all, SinkOffset.Parse(offsets), cancellation).ConfigureAwait(false);
            return 0;
        });

    /// <exception cref="ConnectError">The connector is not stopped, or a database cannot be asked.</exception>
    public Task ResetAsync(string name, CancellationToken cancellation) => herder.ChangeOffsetsAsync(name, async (connector, all) =>
    {
        if (connector.Plugin == ConnectorPlugin.Source)
            await ResetSourceAsync(connector, all, cancellation).ConfigureAwait(false);
        else
            await ResetSinkAsync(connector, all, [.. connector.Stored.Follows.Keys], cancellation).ConfigureAwait(false);
        return 0;
    });

    private async Task<ConnectorOffsets> OfSinkAsync(Connector sink, CancellationToken cancellation)
    {
        var offsets = new List<ConnectorOffset>();
        foreach (var (source, followed) in sink.Stored.Follows)
        {
            var pair = Pair(followed, sink);
            if (await engine.ReadProgressAsync(pair.Source, pair.Sink, cancellation).ConfigureAwait(false) is { SnapshotCompleted: true } progress)
                offsets.AddRange(TopicsOf(sink, source, followed).Select(topic => SinkOffset.Of(topic, progress.EndLsn)));
        }

        return new ConnectorOffsets(offsets);
    }

    private async Task<ConnectorOffsets> OfSourceAsync(Connector source, IReadOnlyCollection<Connector> all, CancellationToken cancellation)
    {
        var offset = await SlowestAsync(source, all, cancellation).ConfigureAwait(false) ?? source.Stored.SourceOffset;
        return new ConnectorOffsets(offset is null ? [] : [SourceOffset.Of(source, offset)]);
    }

    private async Task<IReadOnlyDictionary<string, JsonElement>?> SlowestAsync(Connector source, IReadOnlyCollection<Connector> all, CancellationToken cancellation)
    {
        SinkProgress? slowest = null;
        foreach (var sink in Sinks(source, all))
        {
            var pair = Pair(sink.Stored.Follows[source.Name], sink);
            var progress = await engine.ReadProgressAsync(pair.Source, pair.Sink, cancellation).ConfigureAwait(false);
            if (progress is { SnapshotCompleted: true } && (slowest is null || progress.EndLsn < slowest.EndLsn))
                slowest = progress;
        }

        return slowest is null ? null : SourceOffset.Map(slowest);
    }

    private async Task AlterSourceAsync(Connector source, IReadOnlyCollection<Connector> all, SourceOffset? offset, CancellationToken cancellation)
    {
        if (offset is null)
        {
            await ResetSourceAsync(source, all, cancellation).ConfigureAwait(false);
            return;
        }

        foreach (var sink in Sinks(source, all))
            await MoveAsync(sink, sink.Stored.Follows[source.Name], offset.Lsn, cancellation).ConfigureAwait(false);
        herder.Save(source, source.Stored with { SourceOffset = offset.Values });
    }

    private async Task AlterSinkAsync(Connector sink, IReadOnlyCollection<Connector> all, IReadOnlyList<SinkOffset> offsets, CancellationToken cancellation)
    {
        var bySource = offsets.GroupBy(offset => SourceOf(sink, offset.Topic), StringComparer.Ordinal).ToList();
        if (bySource.FirstOrDefault(static group => group.Select(static offset => offset.Lsn).Distinct().Count() > 1) is { } torn)
            throw ConnectError.BadRequest($"The topics of the source '{torn.Key}' share one position of {sink.Name}: give all of them the same kafka_offset, or name one of them only.");
        foreach (var group in bySource)
        {
            if (group.First().Lsn is { } lsn)
                await MoveAsync(sink, sink.Stored.Follows[group.Key], lsn, cancellation).ConfigureAwait(false);
            else
                await ResetSinkAsync(sink, all, [group.Key], cancellation).ConfigureAwait(false);
        }
    }

    private Task MoveAsync(Connector sink, FollowedSource followed, Lsn lsn, CancellationToken cancellation) => Explained(async () =>
    {
        var pair = Pair(followed, sink);
        if (await engine.ReadProgressAsync(pair.Source, pair.Sink, cancellation).ConfigureAwait(false) is { } progress && progress.EndLsn != lsn)
            await engine.MoveProgressAsync(pair.Source, pair.Sink, lsn, cancellation).ConfigureAwait(false);
        return 0;
    });

    private async Task ResetSourceAsync(Connector source, IReadOnlyCollection<Connector> all, CancellationToken cancellation)
    {
        foreach (var sink in Sinks(source, all).ToList())
            await ResetSinkAsync(sink, all, [source.Name], cancellation).ConfigureAwait(false);
        herder.Save(source, source.Stored with { SourceOffset = null });
    }

    private async Task ResetSinkAsync(Connector sink, IReadOnlyCollection<Connector> all, IReadOnlyCollection<string> sources, CancellationToken cancellation)
    {
        foreach (var source in sources)
        {
            // A source's own offset outlives its sinks', as it does on Kafka Connect.
            if (all.FirstOrDefault(one => one.Name == source) is { } connector && await Explained(() => SlowestAsync(connector, all, cancellation)).ConfigureAwait(false) is { } seen)
                herder.Save(connector, connector.Stored with { SourceOffset = seen });
            var pair = Pair(sink.Stored.Follows[source], sink);
            await Explained(async () =>
            {
                await engine.ResetAsync(pair.Source, pair.Sink, cancellation).ConfigureAwait(false);
                return 0;
            }).ConfigureAwait(false);
            herder.Save(sink, sink.Stored with { Follows = sink.Stored.Follows.Where(followed => followed.Key != source).ToDictionary() });
        }
    }

    private string SourceOf(Connector sink, string topic) =>
        sink.Stored.Follows.Where(followed => TopicsOf(sink, followed.Key, followed.Value).Contains(topic)).Select(static followed => followed.Key).FirstOrDefault()
        ?? throw ConnectError.BadRequest($"The sink {sink.Name} has no position for the topic '{topic}': it has read nothing from it, and offsets can be moved only where there is one.");

    private IReadOnlyList<string> TopicsOf(Connector sink, string source, FollowedSource followed)
    {
        var running = sink.Streams.TryGetValue(source, out var stream) ? stream.Stream.Status.Topics : [];
        var side = SourceSide.Parse(new ConfigValues(resolver.ResolveAll(followed.Config)));
        var named = new SinkSubscription(new ConfigValues(resolver.ResolveAll(sink.Stored.Config))).Topics.Where(topic => side.Transforms.Renames || side.Capture.MayProduce(topic));
        return [.. followed.Topics.Concat(running).Concat(named).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private ConnectorPair Pair(FollowedSource followed, Connector sink) => ConnectorSettings.ForPair(followed.Config, sink.Stored.Config, resolver);

    private static IEnumerable<Connector> Sinks(Connector source, IReadOnlyCollection<Connector> all) =>
        all.Where(sink => sink.Stored.Follows.ContainsKey(source.Name));

    // A position that cannot be had is the request's fault; a database that is away is not.
    private static async Task<T> Explained<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (ReplicationException e)
        {
            throw FailurePolicy.ActionFor(e.Kind) == FailureAction.Retry ? ConnectError.Internal(e.Message) : ConnectError.BadRequest(e.Message);
        }
        catch (Exception e) when (e is ConnectorConfigException or UnresolvedReferenceException)
        {
            throw ConnectError.Internal(e.Message);
        }
    }
}
