namespace Bifrost.Topology;

/// <summary>The columns of the record key of tables whose record key is not their primary key.</summary>
/// <param name="Table"><c>schema.table</c>; wildcards are allowed.</param>
public sealed record KeyColumns(string Table, IReadOnlyList<string> Columns);
