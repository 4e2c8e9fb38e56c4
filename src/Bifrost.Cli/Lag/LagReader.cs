using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;
using Bifrost.Kafka;
using Bifrost.Postgres.Source;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;

namespace Bifrost.Cli.Lag;

/// <summary>
/// How far the connectors of a Kafka Connect cluster are behind: a sink by the end of its topics at the broker, a source by the end of its database's WAL, each less what
/// Connect says is committed. Every question is bounded; what is not answered is not known, and says why.
/// </summary>
/// <param name="broker">Null where the topology names none.</param>
/// <param name="sources">Finds a source's database; null for one that the topology does not have.</param>
internal sealed class LagReader(IConnectClient client, KafkaBroker? broker, Func<string, SourceSettings?> sources)
{
    /// <summary>Connect answers in some milliseconds, or, without its broker, not for 90 s.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public async Task<LagReport> ReadAsync(IReadOnlyCollection<ConnectorInfo> connectors, CancellationToken cancellation)
    {
        var offsets = connectors.ToDictionary(static one => one.Name, one => BoundedCall.AskAsync(token => client.GetOffsetsAsync(one.Name, token), Limit, client.Endpoint, cancellation), StringComparer.Ordinal);
        var sinks = connectors.Where(static one => one.Type == ConnectorType.Sink).ToList();
        var ends = await TopicEnds.ReadAsync(sinks.Count > 0 ? broker : null, topics => [.. sinks.SelectMany(sink => SinkTopics.Of(sink.Config, topics) ?? topics).Distinct(StringComparer.Ordinal)], cancellation).ConfigureAwait(false);
        var lags = new Dictionary<string, ConnectorLag>(StringComparer.Ordinal);
        foreach (var connector in connectors)
        {
            var answer = await offsets[connector.Name].ConfigureAwait(false);
            lags[connector.Name] = answer.Value is { } committed
                ? connector.Type == ConnectorType.Sink ? OfSink(connector, committed, ends) : await OfSourceAsync(connector.Name, committed, cancellation).ConfigureAwait(false)
                : ConnectorLag.NotKnown(answer.Fault!);
        }
        return new LagReport(lags, sinks.Count > 0 ? ends.Fault : null, ends.IsAway);
    }

    private static ConnectorLag OfSink(ConnectorInfo sink, ConnectorOffsets offsets, TopicEnds ends)
    {
        var committed = OffsetValues.OfSink(offsets);
        var topics = SinkTopics.Of(sink.Config, ends.Topics) ?? [.. committed.Keys.Select(static key => key.Topic).Distinct()];
        var known = ends.Of(topics).Select(end => new PartitionLag(end.Topic, end.Partition, committed.TryGetValue((end.Topic, end.Partition), out var offset) ? offset : null, end.Begin, end.End)).ToList();
        var unknown = committed.Where(entry => !known.Exists(one => one.Topic == entry.Key.Topic && one.Partition == entry.Key.Partition))
            .Select(static entry => new PartitionLag(entry.Key.Topic, entry.Key.Partition, entry.Value, null, null));
        return new ConnectorLag(null, [.. known.Concat(unknown).OrderBy(static one => one.Topic, StringComparer.Ordinal).ThenBy(static one => one.Partition)], ends.Fault);
    }

    private async Task<ConnectorLag> OfSourceAsync(string name, ConnectorOffsets offsets, CancellationToken cancellation)
    {
        if (OffsetValues.OfSource(offsets) is not { } read)
            return ConnectorLag.NotKnown("it has committed no position yet");
        try
        {
            return sources(name) is { } database
                ? new ConnectorLag(Math.Max(0, await SourceWal.EndAsync(database, cancellation).ConfigureAwait(false) - read), [], null)
                : ConnectorLag.NotKnown("the topology has no such source, so its database is not known");
        }
        catch (ReplicationException e)
        {
            return ConnectorLag.NotKnown(e.Message);
        }
    }
}
