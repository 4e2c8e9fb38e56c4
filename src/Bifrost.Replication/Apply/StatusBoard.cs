using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Signals;
using Bifrost.Replication.Sink;

namespace Bifrost.Replication.Apply;

/// <summary>What <see cref="ISinkStream.Status"/> is read from. Written by the run, read by anyone.</summary>
internal sealed class StatusBoard(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _topics = [];
    private StreamStatus _status = new(StreamPhase.Idle, null, null, Lsn.None, Lsn.None, null, 0, 0, 0, 0, 0, 0, []);

    public StreamStatus Read(Lsn received)
    {
        lock (_gate)
            return _status with { Received = received > _status.Applied ? received : _status.Applied, Topics = [.. _topics] };
    }

    public Action<SignalReport>? OnSignal { get; set; }

    public void Signalled(SignalReport report)
    {
        Change(s => s with { LastSignal = report });
        OnSignal?.Invoke(report);
    }

    public void Enter(StreamPhase phase) => Change(s => s with { Phase = phase });

    public void Retrying(string reason) => Change(s => s with { Phase = StreamPhase.Connecting, RetryingSince = s.RetryingSince ?? time.GetUtcNow(), RetryReason = reason, Retries = s.Retries + 1 });

    public void Healthy() => Change(static s => s.RetryingSince is null ? s : s with { RetryingSince = null, RetryReason = null });

    public void Loading(string topic, long rows)
    {
        lock (_gate)
        {
            _topics.Add(topic);
            _status = _status with { SnapshotRows = _status.SnapshotRows + rows };
        }
    }

    public void At(Lsn position, DateTimeOffset? commitTime) => Change(s => s with { Applied = position, AppliedCommitTime = commitTime ?? s.AppliedCommitTime });

    /// <summary>The oldest transaction that was read and is not applied, by its commit time; null for none.</summary>
    public void Behind(DateTimeOffset? since) => Change(s => s with { BehindSince = since });

    /// <summary>The source has nothing more.</summary>
    public void CaughtUp() => Change(s => s with { BehindSince = null, CaughtUpAt = time.GetUtcNow() });

    /// <param name="took">From taking the batch up until it was committed.</param>
    public void Applied(Committed durable, int transactions, DateTimeOffset commitTime, TimeSpan took)
    {
        lock (_gate)
        {
            _topics.UnionWith(durable.Rows.Topics);
            _status = _status with
            {
                Applied = durable.EndLsn,
                AppliedCommitTime = commitTime,
                Transactions = _status.Transactions + transactions,
                Inserted = _status.Inserted + durable.Rows.Inserted,
                Updated = _status.Updated + durable.Rows.Updated,
                Deleted = _status.Deleted + durable.Rows.Deleted,
                Truncated = _status.Truncated + durable.Rows.Truncated,
                Batches = _status.Batches + 1,
                BatchRows = _status.BatchRows.With(durable.Rows.Inserted + durable.Rows.Updated + durable.Rows.Deleted),
                BatchSeconds = _status.BatchSeconds.With(took.TotalSeconds),
                Parked = _status.Parked + durable.Rows.Parked,
                DeletesNotFound = _status.DeletesNotFound + durable.Rows.NotFound,
                RowsSkipped = _status.RowsSkipped + durable.Rows.Skipped,
            };
        }
    }

    private void Change(Func<StreamStatus, StreamStatus> change)
    {
        lock (_gate)
            _status = change(_status);
    }
}
