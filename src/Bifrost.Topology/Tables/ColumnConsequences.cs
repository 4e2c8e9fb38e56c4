namespace Bifrost.Topology.Tables;

/// <summary>What targets make of a column that came while its table was replicated. Measured: the lines of <c>parity.md</c> on added and renamed columns.</summary>
internal static class ColumnConsequences
{
    /// <param name="gone">Columns that went at the same time.</param>
    /// <returns>A sentence with what to do; null where the column arrives as it is.</returns>
    public static string? OfNew(CapturedColumn column, IReadOnlyList<CapturedColumn> gone)
    {
        if (gone.FirstOrDefault(one => one.Type == column.Type) is { } old)
            return $"If {old.Name} was renamed to it, rename it on the targets too: Kafka Connect's sinks add the new column and leave it NULL in the rows that are there, the embedded worker's stop.";
        if (column is { Nullable: false, Default: null, Identity: null, Generated: null })
            return "Add it to the targets by hand first: Kafka Connect's sinks add no column that is NOT NULL without a default, and stop.";
        return column is { Nullable: true, Default: not null } ? "With Apicurio's Avro a NULL in it arrives as the default: keep NULL out of it, or take the cluster's converter for json." : null;
    }
}
