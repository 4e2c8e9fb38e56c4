namespace Bifrost.Replication.Changes;

/// <summary>A table by schema and name, as the catalog spells them: unquoted, case kept.</summary>
public readonly record struct TableName(string Schema, string Name)
{
    /// <summary><c>schema.name</c>, for messages and for matching against Debezium's lists; not SQL.</summary>
    public override string ToString() => $"{Schema}.{Name}";
}
