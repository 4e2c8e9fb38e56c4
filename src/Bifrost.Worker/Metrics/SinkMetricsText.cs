using Bifrost.Replication.Engine;
using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Metrics;

/// <summary>The figures of every stream, as Prometheus reads them. Counters begin at 0 with the task, which Prometheus takes for what it is: a restart.</summary>
internal static class SinkMetricsText
{
    public static string Of(IReadOnlyList<StreamFigure> figures)
    {
        var text = new PrometheusText();
        Standing(text, figures);
        Applied(text, [.. figures.Where(static figure => figure.Status is not null)]);
        return text.ToString();
    }

    private static void Standing(PrometheusText text, IReadOnlyList<StreamFigure> figures)
    {
        Gauge("lag_bytes", "WAL of the source that the target does not hold yet.", static figure => figure.Info.LagBytes);
        Gauge("lag_seconds", "How far a reader of the target looks back, at most; 0 where nothing is behind.", static figure => figure.Info.LagSeconds);
        Gauge("wal_kept_bytes", "WAL that the source keeps for the sink's slot.", static figure => figure.Info.WalKeptBytes);
        Gauge("wal_limit_bytes", "The source's max_slot_wal_keep_size; absent without a limit.", static figure => figure.Info.WalLimitBytes);
        Gauge("wal_lost", "1 where the source has dropped WAL that the slot needed, and a new snapshot is needed.", static figure => figure.Info.WalStatus is { } status ? status == "lost" ? 1 : 0 : null);
        Gauge("streaming", "1 while changes are followed; 0 in a snapshot, while connecting, and at rest.", static figure => figure.Status?.Phase == StreamPhase.Streaming ? 1 : 0);
        Gauge("retrying", "1 while attempts fail and are tried again.", static figure => figure.Info.RetryReason is null ? 0 : 1);

        void Gauge(string name, string help, Func<StreamFigure, double?> value) => text.Family($"bifrost_sink_{name}", "gauge", help, figures.Select(figure => (LabelsOf(figure), value(figure))));
    }

    private static void Applied(PrometheusText text, IReadOnlyList<StreamFigure> figures)
    {
        text.Family("bifrost_sink_rows_applied_total", "counter", "Rows that were committed on the target, by what the source did; without those of the snapshot.", figures.SelectMany(static figure =>
            new (Labels, double?)[] { ByOperation(figure, "insert", figure.Status!.Inserted), ByOperation(figure, "update", figure.Status.Updated), ByOperation(figure, "delete", figure.Status.Deleted) }));
        Counter("snapshot_rows_total", "Rows of snapshots.", static status => status.SnapshotRows);
        Counter("tables_truncated_total", "Tables that were emptied.", static status => status.Truncated);
        Counter("transactions_applied_total", "Transactions of the source that were committed on the target.", static status => status.Transactions);
        Counter("retries_total", "Attempts that failed and were followed by another.", static status => status.Retries);
        Counter("rows_parked_total", "Refused rows that were put into bifrost.parked.", static status => status.Parked);
        Counter("deletes_not_found_total", "Deletes whose row was not on the target, which had diverged before.", static status => status.DeletesNotFound);
        Counter("rows_skipped_total", "Rows that a trigger or rule of the target did not let be written.", static status => status.RowsSkipped);
        text.Histograms("bifrost_sink_batch_rows", "Rows in a transaction on the target.", [.. figures.Select(static figure => (LabelsOf(figure), figure.Status!.BatchRows))]);
        text.Histograms("bifrost_sink_batch_seconds", "From taking a batch up until it was committed.", [.. figures.Select(static figure => (LabelsOf(figure), figure.Status!.BatchSeconds))]);

        void Counter(string name, string help, Func<StreamStatus, long> value) =>
            text.Family($"bifrost_sink_{name}", "counter", help, figures.Select(figure => (LabelsOf(figure), (double?)value(figure.Status!))));
    }

    private static (Labels, double?) ByOperation(StreamFigure figure, string operation, long rows) => (LabelsOf(figure).With("operation", operation), rows);

    private static Labels LabelsOf(StreamFigure figure) => Labels.Of(("sink", figure.Info.Sink), ("source", figure.Info.Source));
}
