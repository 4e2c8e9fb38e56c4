namespace Bifrost.Etl.Load;

/// <summary>How far a run is: told every few thousand rows.</summary>
/// <param name="File">The file that is being read.</param>
/// <param name="Rows">Its rows read so far.</param>
/// <param name="TotalRows">Its rows.</param>
/// <param name="Bytes">Its bytes read so far; of a compressed file, compressed ones.</param>
/// <param name="TotalBytes">Its bytes.</param>
public sealed record EtlProgress(string File, long Rows, long TotalRows, long Bytes, long TotalBytes)
{
    /// <summary>Whether all rows are read, and the database compares them with the table.</summary>
    public bool IsComparing { get; init; }

    /// <summary>A sentence to show instead: what the run waits for. Null most of the time.</summary>
    public string? Note { get; init; }
}
