using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Parked;

/// <summary>The wording of why a parked row is not retried. Keys are named by who prints it.</summary>
internal static class ParkedFaults
{
    public const string OfAnOlderWorker = "an older version parked it, without what a retry needs: write the row by hand, then discard it";

    public static string Later(string lsn, string? operation) =>
        $"something newer would be overwritten: {What(operation)} in the source's transaction that ends at {lsn}. Compare the row with the source (bifrost verify), then discard it, or write it all the same with --force";

    public static string EarlierIsParked(long id) => $"an earlier change of the same row is parked as {id}: retry that first or together with this, or discard it, or do without it with --force";

    public static string KeyIsThere(TableName target) =>
        $"{target} has a row of this key, which the stream did not write after it: somebody else did. Discard this one, or replace the row with --force (where insert.mode is upsert)";

    private static string What(string? operation) => operation switch
    {
        "c" => "the row was inserted again",
        "d" => "the row was deleted",
        "t" => "the table was emptied",
        "r" => "the table was copied anew by a snapshot",
        _ => "the row was updated",
    };
}
