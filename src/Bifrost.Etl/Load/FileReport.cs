namespace Bifrost.Etl.Load;

/// <summary>What became of one file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Table">Its table, with the schema.</param>
/// <param name="Years">The years that it covers.</param>
/// <param name="Read">Rows read.</param>
/// <param name="Rejected">Rows that could not be loaded; <paramref name="RejectFile"/> names them.</param>
/// <param name="Merged">Rows that became one with another when cleaned; their totals were added up.</param>
/// <param name="Unchanged">Rows that the table held already, with the same total.</param>
/// <param name="Seconds">Time from the first row read to the table changed.</param>
/// <param name="RejectFile">Path of the reject file; null where no row was rejected.</param>
public sealed record FileReport(
    string File, string Table, IReadOnlyList<int> Years, long Read, long Rejected, long Merged, long Inserted, long Updated, long Deleted, long Unchanged,
    double Seconds, string? RejectFile)
{
    /// <summary>Rows read in a second.</summary>
    public double RowsPerSecond => Seconds > 0 ? Math.Round(Read / Seconds) : 0;
}
