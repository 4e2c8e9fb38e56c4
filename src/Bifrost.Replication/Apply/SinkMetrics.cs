using System.Diagnostics.Metrics;
using Bifrost.Replication.Sink;

namespace Bifrost.Replication.Apply;

/// <summary>Counters that an operator should look at although the sink goes on.</summary>
internal static class SinkMetrics
{
    private static readonly Meter Meter = new("Bifrost.Replication");
    private static readonly Counter<long> NotFound = Meter.CreateCounter<long>("bifrost.sink.deletes_not_found", "rows", "Deletes whose row was not on the target: the target had diverged before.");
    private static readonly Counter<long> Skipped = Meter.CreateCounter<long>("bifrost.sink.rows_skipped", "rows", "Rows that a trigger or rule of the target did not let be written.");
    private static readonly Counter<long> Parked = Meter.CreateCounter<long>("bifrost.sink.rows_parked", "rows", "Refused rows that were put into bifrost.parked.");

    public static void Record(string sink, AppliedRows rows)
    {
        var tag = new KeyValuePair<string, object?>("sink", sink);
        if (rows.NotFound > 0)
            NotFound.Add(rows.NotFound, tag);
        if (rows.Skipped > 0)
            Skipped.Add(rows.Skipped, tag);
        if (rows.Parked > 0)
            Parked.Add(rows.Parked, tag);
    }
}
