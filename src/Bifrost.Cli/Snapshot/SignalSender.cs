using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Kafka;
using Bifrost.Postgres.Signals;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Signals;
using Bifrost.Topology;
using TopologySource = Bifrost.Topology.Source;

namespace Bifrost.Cli.Snapshot;

/// <summary>Writes a signal to the table on the source, or to the topic.</summary>
internal sealed class SignalSender(Invocation invocation, BifrostProject project, TopologySource source, Topology.Signals signals)
{
    /// <summary>Debezium's consumer reads one partition: a second one would let signals overtake each other.</summary>
    private const int Partitions = 1;

    /// <returns>The table, or the topic.</returns>
    public Task<string> SendAsync(SignalChannel channel, SignalRow row, CancellationToken cancellation) =>
        channel == SignalChannel.Kafka ? ProduceAsync(row, cancellation) : InsertAsync(row, cancellation);

    private async Task<string> InsertAsync(SignalRow row, CancellationToken cancellation)
    {
        var parts = signals.Table.Split('.', 2);
        var settings = TopologyConnectors.Of(project, invocation).Source(source.ConnectorName).Settings;
        await SignalTable.InsertAsync(settings, new TableName(parts[0], parts[1]), row, cancellation).ConfigureAwait(false);
        return signals.Table;
    }

    private async Task<string> ProduceAsync(SignalRow row, CancellationToken cancellation)
    {
        var topic = signals.Topic ?? throw SnapshotFaults.NoTopic(source.Name);
        using var broker = invocation.OpenBroker(project) ?? throw SnapshotFaults.NoBroker(invocation.ClusterName);
        await broker.CreateTopicsAsync([new NewTopic(topic, Partitions)], cancellation).ConfigureAwait(false);
        await broker.ProduceAsync(topic, source.TopicPrefix, SignalText.Record(row), cancellation).ConfigureAwait(false);
        return topic;
    }
}
