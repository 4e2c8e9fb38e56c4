using Bifrost.Replication.Engine;

namespace Bifrost.Worker.Connectors;

/// <summary>The topics of a connector that rows have passed through since it was created, or since the last reset.</summary>
internal sealed class TopicLog
{
    private readonly Lock _gate = new();
    private readonly SortedSet<string> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<ISinkStream, long> _seen = [];

    /// <summary>Takes in what a stream has moved since it was last looked at.</summary>
    public void Note(ISinkStream stream)
    {
        var status = stream.Status;
        lock (_gate)
        {
            if (RowsOf(status) > _seen.GetValueOrDefault(stream))
                _topics.UnionWith(status.Topics);
        }
    }

    public void Add(IEnumerable<string> topics)
    {
        lock (_gate)
            _topics.UnionWith(topics);
    }

    /// <summary>Forgets; a topic comes back with its stream's next row.</summary>
    public void Reset(IEnumerable<ISinkStream> streams)
    {
        lock (_gate)
        {
            _topics.Clear();
            foreach (var stream in streams)
                _seen[stream] = RowsOf(stream.Status);
        }
    }

    public IReadOnlyList<string> List()
    {
        lock (_gate)
            return [.. _topics];
    }

    private static long RowsOf(StreamStatus status) => status.SnapshotRows + status.Inserted + status.Updated + status.Deleted + status.Truncated;
}
