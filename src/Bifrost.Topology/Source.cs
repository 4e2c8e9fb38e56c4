namespace Bifrost.Topology;

/// <summary>A database whose changes are captured, by one connector. Words of closed sets are Debezium's own.</summary>
public sealed record Source
{
    public required string Name { get; init; }

    /// <summary>Name of its connector: <c>&lt;name&gt;-source</c> unless the file says otherwise.</summary>
    public required string ConnectorName { get; init; }

    public required SourceConnector Connector { get; init; }

    public required DatabaseConnection Connection { get; init; }

    /// <summary>Schemas that are captured, the heartbeat table's with them.</summary>
    public required NameFilter Schemas { get; init; }

    /// <summary>Tables that are captured, as <c>schema.table</c>, the one of the heartbeat with them.</summary>
    public required NameFilter Tables { get; init; }

    /// <summary>Columns that are not captured, as <c>schema.table.column</c>; wildcards are allowed.</summary>
    public IReadOnlyList<string> ExcludedColumns { get; init; } = [];

    public required Publication Publication { get; init; }

    /// <summary>Replication slot; the embedded worker takes it as the stem of each sink's slot.</summary>
    public required string Slot { get; init; }

    public required string TopicPrefix { get; init; }

    /// <summary><c>snapshot.mode</c>.</summary>
    public required string Snapshot { get; init; }

    public required Heartbeat Heartbeat { get; init; }

    /// <summary><c>decimal.handling.mode</c>; null leaves it to what is known of the tables.</summary>
    public string? Decimal { get; init; }

    /// <summary><c>time.precision.mode</c>.</summary>
    public required string Time { get; init; }

    /// <summary><c>interval.handling.mode</c>.</summary>
    public required string Interval { get; init; }

    /// <summary>The state that its connector is kept in; null leaves it to whoever operates the cluster.</summary>
    public WantedState? State { get; init; }

    /// <summary>Where its connector looks for signals, such as those of <c>bifrost snapshot</c>; null where it does not.</summary>
    public Signals? Signals { get; init; }

    /// <summary>How Connect makes its topics; null leaves that to the broker's defaults.</summary>
    public TopicSettings? Topics { get; init; }

    public IReadOnlyList<KeyColumns> KeyColumns { get; init; } = [];

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<ConfigOverride> Config { get; init; } = [];
}

/// <summary>Connectors that can read a source.</summary>
public enum SourceConnector
{
    /// <summary><c>debezium-postgres</c>.</summary>
    DebeziumPostgres,
}

/// <summary>The publication that a source reads.</summary>
/// <param name="Autocreate"><c>publication.autocreate.mode</c>.</param>
public sealed record Publication(string Name, string Autocreate);

/// <summary>What keeps a quiet source's position moving.</summary>
/// <param name="Interval">Zero is off.</param>
/// <param name="Query">SQL run on the source at each beat; null for none.</param>
public sealed record Heartbeat(TimeSpan Interval, string? Query)
{
    /// <summary>The table of beats, as <c>schema.table</c>: written at each beat, captured with the source's tables. Null for none; <see cref="HeartbeatTable"/> has its columns.</summary>
    public string? Table { get; init; }
}
