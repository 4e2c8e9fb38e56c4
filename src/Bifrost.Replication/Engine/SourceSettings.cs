using Bifrost.Replication.Changes;

namespace Bifrost.Replication.Engine;

/// <summary>A source connector's configuration, resolved and typed. Holds a password: never print it.</summary>
public sealed record SourceSettings
{
    /// <summary>The connector's name.</summary>
    public required string Connector { get; init; }

    public required DatabaseEndpoint Database { get; init; }

    /// <summary><c>topic.prefix</c>.</summary>
    public required string TopicPrefix { get; init; }

    /// <summary><c>slot.name</c>: the stem of every sink's slot.</summary>
    public required string SlotName { get; init; }

    public required string PublicationName { get; init; }

    /// <summary><c>publication.autocreate.mode</c>.</summary>
    public PublicationAutocreate PublicationAutocreate { get; init; } = PublicationAutocreate.AllTables;

    /// <summary><c>publish.via.partition.root</c>.</summary>
    public bool PublishViaPartitionRoot { get; init; }

    /// <summary><c>snapshot.mode</c>.</summary>
    public SnapshotMode SnapshotMode { get; init; } = SnapshotMode.Initial;

    /// <summary><c>snapshot.select.statement.overrides.*</c>: SELECT by <c>schema.table</c>.</summary>
    public IReadOnlyDictionary<string, string> SnapshotSelects { get; init; } = new Dictionary<string, string>();

    /// <summary><c>signal.data.collection</c>, where <c>source</c> is among the channels that are listened to.</summary>
    public IReadOnlyList<TableName> SignalTables { get; init; } = [];

    /// <summary><c>heartbeat.interval.ms</c>; zero is off.</summary>
    public TimeSpan HeartbeatInterval { get; init; }

    /// <summary><c>heartbeat.action.query</c>, run on the source at each beat.</summary>
    public string? HeartbeatQuery { get; init; }

    /// <summary>The heartbeat writes to the table: its name stands, quoted, in the query. Such a table is bookkeeping, whose rows are nobody's.</summary>
    public bool BeatsTo(TableName table) => HeartbeatQuery?.Contains($"\"{table.Schema}\".\"{table.Name}\"", StringComparison.Ordinal) == true;

    /// <summary><c>message.key.columns</c>: key columns by <c>schema.table</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> KeyColumns { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary><c>status.update.interval.ms</c>.</summary>
    public TimeSpan StatusInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary><c>slot.drop.on.stop</c>.</summary>
    public bool DropSlotOnStop { get; init; }
}

/// <summary>A sink connector's configuration, resolved and typed. Holds a password: never print it.</summary>
public sealed record SinkSettings
{
    /// <summary>The connector's name.</summary>
    public required string Connector { get; init; }

    public required DatabaseEndpoint Database { get; init; }

    /// <summary><c>errors.tolerance</c>.</summary>
    public ErrorsTolerance Tolerance { get; init; } = ErrorsTolerance.None;

    /// <summary>Rows in one target transaction before the batch is closed at the next source commit (<c>batch.size</c> is a hint: a source transaction is never split).</summary>
    public int BatchRows { get; init; } = 10_000;
}

/// <summary>A PostgreSQL database to connect to. <see cref="ToString"/> leaves the password out.</summary>
public sealed record DatabaseEndpoint(string Host, int Port, string Database, string User, string? Password)
{
    /// <summary>libpq's <c>sslmode</c>.</summary>
    public string SslMode { get; init; } = "prefer";

    /// <summary>Path of the root certificate; null for the system's.</summary>
    public string? SslRootCertificate { get; init; }

    public string? SslCertificate { get; init; }

    public string? SslKey { get; init; }

    public override string ToString() => $"{Database} at {Host}:{Port} as {User}";
}

public enum PublicationAutocreate
{
    AllTables,
    Disabled,
    Filtered,
    NoTables,
}

public enum SnapshotMode
{
    /// <summary>Once, when there is no position; then the stream.</summary>
    Initial,

    /// <summary>At every start.</summary>
    Always,

    /// <summary>Rows that exist are never copied.</summary>
    NoData,

    /// <summary>A snapshot, then nothing.</summary>
    InitialOnly,

    /// <summary>As initial, and again when the position is lost.</summary>
    WhenNeeded,
}

public enum ErrorsTolerance
{
    /// <summary>The first refused row stops the sink.</summary>
    None,

    /// <summary>A refused row is parked in the same transaction, and the sink goes on.</summary>
    All,
}
