using Bifrost.Connect.Contracts;
using Bifrost.Postgres.Source;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;

namespace Bifrost.Cli.Status;

/// <summary>The sources' positions at one moment: a target that holds its source's has everything that was committed before.</summary>
/// <param name="ends">By the source connector's name.</param>
internal sealed class CaughtUpMark(IReadOnlyDictionary<string, Lsn> ends)
{
    /// <summary>Asks each source for its present end of WAL.</summary>
    public static async Task<CaughtUpMark> NowAsync(IEnumerable<SourceSettings> sources, CancellationToken cancellation)
    {
        var ends = new Dictionary<string, Lsn>(StringComparer.Ordinal);
        foreach (var source in sources)
            ends[source.Connector] = await SourceWal.EndAsync(source, cancellation).ConfigureAwait(false);
        return new CaughtUpMark(ends);
    }

    /// <summary>The sink holds it: it streams, does not retry, and its target has the position.</summary>
    public bool IsReachedBy(StreamInfo stream) =>
        stream is { Phase: "streaming", RetryReason: null } && ends.TryGetValue(stream.Source, out var end) && Lsn.TryParse(stream.AppliedLsn, out var applied) && applied >= end;
}
