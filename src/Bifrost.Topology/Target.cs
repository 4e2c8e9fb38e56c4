namespace Bifrost.Topology;

/// <summary>A database that follows one or more sources, by one connector. Words of closed sets are the JDBC sink's own.</summary>
public sealed record Target
{
    public required string Name { get; init; }

    /// <summary>Name of its connector: <c>&lt;name&gt;-sink</c> unless the file says otherwise.</summary>
    public required string ConnectorName { get; init; }

    public required Dialect Dialect { get; init; }

    public required TargetConnector Connector { get; init; }

    /// <summary>Names of the sources it follows; at least one.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    public required DatabaseConnection Connection { get; init; }

    /// <summary>Name of the table that a topic's rows go to: <c>${source.schema}</c>, <c>${source.table}</c>, <c>${topic}</c>.</summary>
    public required string Naming { get; init; }

    /// <summary><c>insert</c>, <c>upsert</c> or <c>update</c>.</summary>
    public required string Insert { get; init; }

    /// <summary>Deleted rows are deleted here too.</summary>
    public required bool Deletes { get; init; }

    /// <summary>A truncated table is truncated here too.</summary>
    public required bool Truncates { get; init; }

    /// <summary><c>basic</c>: missing tables and columns are made; <c>none</c>: they must be there.</summary>
    public required string Evolution { get; init; }

    /// <summary>The part of its sources' tables that it takes, as <c>schema.table</c>; those of their heartbeats with them, unless they are excluded.</summary>
    public required NameFilter Tables { get; init; }

    /// <summary>The login that builds models in this database; null where nobody does.</summary>
    public ModelsLogin? Models { get; init; }

    /// <summary>The state that its connector is kept in; null leaves it to whoever operates the cluster.</summary>
    public WantedState? State { get; init; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<ConfigOverride> Config { get; init; } = [];
}

/// <summary>SQL that a target speaks.</summary>
public enum Dialect
{
    Postgres,
    Mysql,
    Mariadb,
}

/// <summary>Connectors that can write a target.</summary>
public enum TargetConnector
{
    /// <summary><c>debezium-jdbc</c>.</summary>
    DebeziumJdbc,

    /// <summary><c>confluent-jdbc</c>.</summary>
    ConfluentJdbc,
}
