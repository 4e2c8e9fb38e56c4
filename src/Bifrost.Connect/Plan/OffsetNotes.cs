using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Plan;

/// <summary>What offsets mean that were there before their connector.</summary>
public static class OffsetNotes
{
    /// <summary>For a connector that was created, and that does not begin anew.</summary>
    public static string GoesOn(DesiredConnector connector, IReadOnlyList<ConnectorOffset> left) => IsSink(connector)
        ? $"It goes on from the offsets that an earlier connector of this name left ({Topics(left)}): records before them are not written again. To begin anew: `bifrost stop {connector.Name}`, `bifrost offsets reset {connector.Name}`, `bifrost resume {connector.Name}`; or delete it and apply with --reset-offsets."
        : $"It goes on from the offsets that an earlier connector of this name left: it takes no snapshot and reads on from there, for as long as its slot holds the WAL. To begin anew, with a snapshot: `bifrost stop {connector.Name}`, `bifrost offsets reset {connector.Name}`, `bifrost resume {connector.Name}`; or delete it and apply with --reset-offsets.";

    /// <summary>For a connector that begins anew.</summary>
    public static string WereReset(DesiredConnector connector, IReadOnlyList<ConnectorOffset> left) => IsSink(connector)
        ? $"Offsets that an earlier connector of this name left were reset ({Topics(left)}): it reads its topics from their beginning."
        : "Offsets that an earlier connector of this name left were reset: it takes a snapshot as snapshot.mode says, and then reads on from where its slot stands. Changes between the two come twice, which an upsert does not mind. A slot that is gone is made anew.";

    private static bool IsSink(DesiredConnector connector) => ConnectorPlan.TypeOf(connector.Config) == ConnectorType.Sink;

    private static string Topics(IReadOnlyList<ConnectorOffset> offsets)
    {
        var topics = offsets.Select(static offset => offset.Partition?.TryGetValue("kafka_topic", out var topic) == true ? topic.ToString() : "?").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return topics.Count <= MostTopics ? string.Join(", ", topics) : $"{string.Join(", ", topics.Take(MostTopics))} and {topics.Count - MostTopics} more topics";
    }

    /// <summary>More would hide the sentence around them.</summary>
    private const int MostTopics = 3;
}
