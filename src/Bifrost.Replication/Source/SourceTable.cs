using Bifrost.Replication.Changes;

namespace Bifrost.Replication.Source;

/// <summary>A captured table as the source's catalog describes it.</summary>
/// <param name="PrimaryKey">Names of the primary key's columns in key order; empty where there is none.</param>
/// <param name="EstimatedRows"><c>reltuples</c>, for progress bars; negative where never analysed.</param>
public sealed record SourceTable(
    uint Oid, TableName Name, ReplicaIdentity Identity, IReadOnlyList<SourceColumn> Columns, IReadOnlyList<string> PrimaryKey, long EstimatedRows);

/// <summary>A column of the source, in attribute order; dropped columns are left out.</summary>
/// <param name="Type">The type as <c>format_type</c> prints it with its modifier, such as <c>numeric(10,2)</c>; user-defined types are schema-qualified.</param>
/// <param name="Default">The default's expression, or null.</param>
/// <param name="IsGenerated"><c>GENERATED ALWAYS AS (…) STORED</c>: never on the wire.</param>
/// <param name="IsIdentity">An identity column; its values are copied, not generated, on a target.</param>
public sealed record SourceColumn(
    string Name, uint TypeOid, int TypeModifier, string Type, bool NotNull, string? Default, bool IsGenerated, bool IsIdentity);
