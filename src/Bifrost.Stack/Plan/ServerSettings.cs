using System.Globalization;

namespace Bifrost.Stack.Plan;

/// <summary>Lines of <c>postgresql.conf</c> for the servers that <c>up</c> makes.</summary>
internal static class ServerSettings
{
    /// <summary>Slots per follower: its sink's on the embedded worker, a copy while a snapshot is taken, a connector's on a Kafka cluster, one to spare.</summary>
    private const int SlotsPerFollower = 4;

    /// <summary>Slots whatever the followers: room for a third and a fourth target without a restart.</summary>
    private const int SlotsToSpare = 12;

    /// <summary>WAL that a slot may hold back before it is lost: hours of the sample's writes, and less than the free disk that <c>doctor</c> asks for.</summary>
    private const string WalKept = "4GB";

    // DETAIL and failing statements carry row values, which belong in no log.
    private static readonly string[] Discreet = ["log_error_verbosity = terse", "log_min_error_statement = panic"];

    /// <summary>Checkpoints by time rather than by volume while millions of rows are loaded.</summary>
    private static readonly string[] Bulk = ["max_wal_size = 2GB"];

    public static IReadOnlyList<string> OfTarget => [.. Discreet, .. Bulk];

    public static IReadOnlyList<string> OfSource(int followers)
    {
        var slots = (followers * SlotsPerFollower) + SlotsToSpare;
        return
        [
            .. Discreet,
            .. Bulk,
            "wal_level = logical",
            string.Create(CultureInfo.InvariantCulture, $"max_replication_slots = {slots}"),
            string.Create(CultureInfo.InvariantCulture, $"max_wal_senders = {slots}"),
            $"max_slot_wal_keep_size = {WalKept}",
        ];
    }
}
