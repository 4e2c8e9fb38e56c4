using System.Globalization;
using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Health;

/// <summary>Whether a source is about to drop WAL that a sink still needs.</summary>
public static class WalPressure
{
    /// <summary>Half of the limit: as much time as it took to come this far is left to mend what holds the sink back.</summary>
    public const double WarnFrom = 0.5;

    private const double Gigabyte = 1024 * 1024 * 1024;

    /// <summary>What an operator should know and do; null while there is room.</summary>
    public static string? Of(StreamInfo stream) => stream switch
    {
        { WalStatus: "lost" } =>
            $"the source {stream.Source} has dropped WAL that the slot {stream.Slot} still needed, so changes are missing and a new snapshot is needed: bifrost offsets reset {stream.Sink} --stop",
        { WalStatus: "unreserved" } =>
            $"the slot {stream.Slot} keeps more WAL than max_slot_wal_keep_size allows, and the source {stream.Source} drops it at its next checkpoint: let the sink catch up now, or raise the limit",
        { WalLimitBytes: { } limit and > 0, WalKeptBytes: { } kept } when kept >= WarnFrom * limit =>
            $"the source {stream.Source} keeps {Gigabytes(kept)} of WAL for the slot {stream.Slot}, {Share(kept, limit)} of max_slot_wal_keep_size ({Gigabytes(limit)}). Beyond it WAL is dropped and the sink needs a new snapshot: "
            + "see why it is behind, resume or delete it, or raise the limit",
        _ => null,
    };

    private static string Gigabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Gigabyte:0.##} GB");

    private static string Share(long kept, long limit) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * kept / limit:0} %");
}
