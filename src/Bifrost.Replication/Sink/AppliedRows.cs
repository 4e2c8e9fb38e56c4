namespace Bifrost.Replication.Sink;

/// <summary>What one durable target transaction did, by the source's operations.</summary>
public sealed class AppliedRows
{
    private readonly HashSet<string> _topics = [];

    public long Inserted { get; set; }

    public long Updated { get; set; }

    public long Deleted { get; set; }

    public long Truncated { get; set; }

    /// <summary>Rows put into the durable table for refused rows.</summary>
    public long Parked { get; set; }

    /// <summary>Deletes whose row was not on the target.</summary>
    public long NotFound { get; set; }

    /// <summary>Rows that a trigger or rule of the target did not let be written.</summary>
    public long Skipped { get; set; }

    /// <summary>What became of the signals that were in it.</summary>
    public IList<Signals.SignalReport> Signals { get; } = [];

    /// <summary>Topics that rows have come from.</summary>
    public IReadOnlyCollection<string> Topics => _topics;

    public void From(string topic) => _topics.Add(topic);
}
