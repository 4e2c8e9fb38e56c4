using Bifrost.Postgres.Catalog;
using Bifrost.Replication.Source;

namespace Bifrost.Postgres.Sink;

/// <summary>What the source's catalog says of a table now: for keys, types and defaults, never to read a row.</summary>
/// <param name="Key">The record key as Debezium would choose it.</param>
/// <param name="Numbers"><c>attnum</c> by column: it survives a rename, and a column that was dropped and added again has another.</param>
/// <param name="OldRows">What <c>ADD COLUMN … DEFAULT</c> gave to rows that were there (<c>attmissingval</c>), by column, as text.</param>
/// <param name="Generated">Expressions of generated columns, by column.</param>
internal sealed record SourceFacts(
    CatalogTable Catalog, IReadOnlyList<string> Key, IReadOnlyDictionary<string, int> Numbers, IReadOnlyDictionary<string, string> OldRows,
    IReadOnlyDictionary<string, string> Generated)
{
    public SourceTable Table => Catalog.Table;

    public SourceColumn? Column(string name) => Table.Columns.FirstOrDefault(c => c.Name == name);

    /// <summary>The columns that have values of their own: what the wire carries.</summary>
    public IReadOnlyList<string> WrittenColumns => [.. Table.Columns.Where(static c => !c.IsGenerated).Select(static c => c.Name)];
}
