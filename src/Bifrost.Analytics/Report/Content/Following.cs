namespace Bifrost.Analytics.Report.Content;

/// <summary>What the cluster says of the connector that keeps a replica, as <c>bifrost status</c> has it.</summary>
/// <param name="Health">The connector's health, in the words of <c>status</c>; null where the cluster was not asked, or did not answer.</param>
/// <param name="Position">Position of the source that the replica holds; null where the cluster tells none.</param>
/// <param name="LagBytes">WAL that the replica does not hold yet; null where it is not known.</param>
/// <param name="LagRecords">Records that the sink has not committed, on Kafka Connect; null where it is not known.</param>
/// <param name="AppliedAt">Commit time, at the source, of the last transaction that the replica holds.</param>
/// <param name="Why">Why it is not well, or not known; null where all is well.</param>
public sealed record Following(string? Health, string? Position, long? LagBytes, long? LagRecords, DateTimeOffset? AppliedAt, string? Why)
{
    /// <summary>The word of <c>status</c> for a connector that is well.</summary>
    public const string Running = "running";

    public bool IsWell => Health == Running;

    public static Following NotKnown(string why) => new(null, null, null, null, null, why);
}
