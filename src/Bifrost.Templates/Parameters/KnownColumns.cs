using Bifrost.Topology;
using Bifrost.Topology.Tables;

namespace Bifrost.Templates.Parameters;

/// <summary>What a source's settings should be for the columns that it has. Each choice was measured on Debezium 3.6, in the snapshot and in the stream; without a snapshot of tables, the connector's usual settings stay.</summary>
internal static class KnownColumns
{
    private const string EveryColumn = ".*";

    /// <summary>
    /// The columns to leave, as patterns. Generated ones are among them: PostgreSQL does not send their values in the stream, so that an insert would leave NULL; a replica that was made
    /// with <c>bifrost schema create</c> generates them itself.
    /// </summary>
    public static IEnumerable<string> Excluded(Source source, CapturedDatabase? known) =>
        source.ExcludedColumns.Concat(Where(known, static column => column.Generated is not null)).Distinct(StringComparer.Ordinal);

    /// <summary>The columns whose source type travels along. Not an hstore's: with its type the sink writes NULL values as the text <c>null</c>, and as JSON, through a cast on the target, it does not.</summary>
    public static string Propagated(CapturedDatabase? known)
    {
        var hstore = Where(known, static column => PostgresType.Name(column.BaseType) == "hstore").Select(Wildcard.ToRegex).ToList();
        return hstore.Count == 0 ? EveryColumn : $"(?!(?:{string.Join('|', hstore)})$).*";
    }

    /// <summary>As text every digit and NaN arrive; as a number, trailing zeros and NaN are lost. Where nothing is numeric it makes no difference.</summary>
    public static string Decimal(CapturedDatabase? known) => Where(known, static column => IsDecimal(column.BaseType) || (column.Element is { } element && IsDecimal(element))).Any() ? "string" : "precise";

    /// <summary>Partitions of captured tables, at any depth: their rows come with the root's, and a snapshot of their own would be left to age in tables of their own.</summary>
    public static IEnumerable<string> Partitions(CapturedDatabase? known)
    {
        var captured = (known?.Tables ?? []).Select(static table => table.FullName).ToHashSet(StringComparer.Ordinal);
        return (known?.Tables ?? []).Where(table => table is { Kind: TableKind.Partition or TableKind.Partitioned, Parent: { } parent } && captured.Contains(parent)).Select(static table => table.FullName);
    }

    /// <summary>Rows of partitions are then sent under the root's name, under which the snapshot has them too.</summary>
    public static bool HasPartitions(CapturedDatabase? known) => known?.Tables.Any(static table => table.Kind == TableKind.Partitioned) == true;

    private static bool IsDecimal(string type) => PostgresType.Name(type) is "numeric" or "money";

    private static IEnumerable<string> Where(CapturedDatabase? known, Func<CapturedColumn, bool> which) =>
        known is null ? [] : known.Tables.SelectMany(table => table.Columns.Where(which).Select(column => $"{table.FullName}.{column.Name}"));
}
