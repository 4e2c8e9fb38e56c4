namespace Bifrost.Postgres.Catalog;

/// <summary>The columns of the record key as Debezium would choose them.</summary>
public static class RecordKey
{
    /// <summary>
    /// <c>message.key.columns</c> where it names the table, else the primary key, else the index of the replica identity; empty for a table without a key.
    /// The custom key comes first as in Debezium ("in place of the default", PostgreSQL connector, message.key.columns).
    /// </summary>
    /// <param name="configured">Key columns by <c>schema.table</c>.</param>
    public static IReadOnlyList<string> Of(CatalogTable table, IReadOnlyDictionary<string, IReadOnlyList<string>> configured)
    {
        if (configured.TryGetValue(table.Table.Name.ToString(), out var named))
            return named;
        return table.Table.PrimaryKey.Count > 0 ? table.Table.PrimaryKey : table.IdentityIndex;
    }
}
