using Bifrost.Replication.Changes;

namespace Bifrost.Replication.Routing;

/// <summary>
/// Decides, from a sink's and its source's configuration, where a source table's rows go. Pure: the same relation always gives the same route.
/// Asked once per relation and again whenever the relation changes.
/// </summary>
public interface ITableRouter
{
    /// <summary>The table is captured by the source (<c>table.include.list</c> and its kin).</summary>
    bool IsCaptured(TableName table);

    /// <summary>Names in the source's include lists that none of <paramref name="tables"/> (all that the source has) bears: mistyped ones, mostly.</summary>
    IReadOnlyList<UnmatchedEntry> Unmatched(IReadOnlyCollection<TableName> tables) => [];

    /// <summary>What the source never emits, for every table; Debezium's own default where the router does not say.</summary>
    SkippedOperations Skipped => SkippedOperations.Truncate;

    /// <summary>The tables that an expression of a signal names: one of Debezium's, anchored, of <c>schema.table</c>.</summary>
    /// <exception cref="Failures.ReplicationException"><see cref="Failures.FailureKind.Setup"/>: it is no expression.</exception>
    Predicate<TableName> Naming(string expression) => NameExpression.Parse(expression);

    /// <summary>The route, or null where the sink does not subscribe to the table's topic.</summary>
    /// <exception cref="Failures.ReplicationException">The configuration cannot be carried out for this table (no key, say); the message says what to change.</exception>
    TableRoute? Route(RoutedRelation relation);
}

/// <summary>What a router may know of a table: the relation's columns, and its primary key where one is known.</summary>
/// <param name="Key">Columns of the record key as Debezium would choose them: the primary key, else the replica identity's index, else <c>message.key.columns</c>; empty for none.</param>
public sealed record RoutedRelation(TableName Table, IReadOnlyList<string> Columns, IReadOnlyList<string> Key);

/// <param name="Key">The configuration's key, such as <c>table.include.list</c>.</param>
/// <param name="Entry">As it is written there.</param>
public sealed record UnmatchedEntry(string Key, string Entry);
