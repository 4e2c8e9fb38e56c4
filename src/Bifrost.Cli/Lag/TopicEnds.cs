using Bifrost.Kafka;

namespace Bifrost.Cli.Lag;

/// <summary>What the broker said once: its topics, and where each of those that were asked for begins and ends.</summary>
/// <param name="Fault">Why it could not be asked; null where it was.</param>
/// <param name="IsAway">A broker is named and does not answer, which is a fault of the cluster and not of this machine.</param>
internal sealed record TopicEnds(IReadOnlyList<string> Topics, IReadOnlyList<PartitionEnds> Partitions, string? Fault, bool IsAway)
{
    private const string NoBroker = "the topology names no Kafka broker for this cluster: set clusters.<name>.bootstrap";

    /// <param name="broker">Null where the topology names none.</param>
    /// <param name="wanted">Chooses the topics to ask for, out of those that are there.</param>
    public static async Task<TopicEnds> ReadAsync(KafkaBroker? broker, Func<IReadOnlyList<string>, IReadOnlyCollection<string>> wanted, CancellationToken cancellation)
    {
        if (broker is null)
            return new TopicEnds([], [], NoBroker, false);
        try
        {
            IReadOnlyList<string> topics = [.. (await broker.ListTopicsAsync(cancellation).ConfigureAwait(false)).Select(static topic => topic.Name)];
            return new TopicEnds(topics, await broker.ReadEndsAsync(wanted(topics), cancellation).ConfigureAwait(false), null, false);
        }
        catch (BrokerException e)
        {
            return new TopicEnds([], [], e.Message, e.Failure == BrokerFailure.Unreachable);
        }
    }

    public IEnumerable<PartitionEnds> Of(IReadOnlyCollection<string> topics) => Partitions.Where(partition => topics.Contains(partition.Topic));
}
