using System.Globalization;
using Bifrost.Connect.Contracts;

namespace Bifrost.Cli.Status;

/// <summary>The source's position at one moment, for each stream: a target that holds it has everything that was committed before.</summary>
internal sealed class CaughtUpMark
{
    private readonly Dictionary<(string Connector, string Source), ulong> _ends = [];

    /// <summary>Takes the marks of streams that have none yet: a stream that only starts, or whose source could not be asked, gets its mark at a later look.</summary>
    public void Take(IEnumerable<StreamInfo> streams)
    {
        foreach (var stream in streams)
            if (stream.LagBytes is { } lag)
                _ends.TryAdd((stream.Connector, stream.Source), Position(stream.Applied) + (ulong)lag);
    }

    public bool IsReachedBy(StreamInfo stream) =>
        stream is { Phase: "streaming", RetryReason: null } && _ends.TryGetValue((stream.Connector, stream.Source), out var end) && Position(stream.Applied) >= end;

    /// <summary>PostgreSQL's text form of a position: two hexadecimal halves.</summary>
    internal static ulong Position(string lsn)
    {
        var slash = lsn.IndexOf('/', StringComparison.Ordinal);
        return (ulong.Parse(lsn.AsSpan(0, slash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) << 32)
            | ulong.Parse(lsn.AsSpan(slash + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
