namespace Bifrost.Etl.Load;

/// <summary>How far a run is: told every few thousand rows.</summary>
/// <param name="File">The file that is being read.</param>
/// <param name="Rows">Its rows read so far.</param>
/// <param name="Total">Its rows.</param>
/// <param name="Note">A sentence to show instead: what the run waits for. Null most of the time.</param>
public sealed record EtlProgress(string File, long Rows, long Total, string? Note = null);
