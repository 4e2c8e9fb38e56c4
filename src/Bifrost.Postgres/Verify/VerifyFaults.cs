using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Failures;

namespace Bifrost.Postgres.Verify;

internal static class VerifyFaults
{
    public const string TargetTableMissing = "the table does not exist on the target";

    public const string ChangedMeanwhile = "the table was altered, or changed by a key that the stream does not carry, while it was compared; verify again when that has settled";

    public static string ColumnsMissing(IEnumerable<string> columns) => $"columns are missing on the target: {string.Join(", ", columns)}";

    public static ReplicationException NotCaughtUp(SinkSettings sink, Lsn wanted, Lsn? held, TimeSpan patience) => new(
        FailureKind.Unavailable,
        $"The target of {sink.Connector} ({sink.Database}) holds {(held is { } lsn ? $"the source's position {lsn}" : "no completed snapshot")} and has not moved for {patience.TotalSeconds:0} s; {wanted} is needed to compare. Is the sink running? See its status.");

    public static ReplicationException SinkStopped(SinkSettings sink, Lsn wanted, Lsn? held, string why) => new(
        FailureKind.Unavailable,
        $"The target of {sink.Connector} ({sink.Database}) holds {(held is { } lsn ? $"the source's position {lsn}" : "no completed snapshot")}, {wanted} is needed to compare, and it will not come by itself: {why}");

    public static ReplicationException StreamEnded(SourceSettings source) =>
        new(FailureKind.Unavailable, $"Source {source.Database}: the stream ended before the changes made during the verification were read. Verify again.");
}
