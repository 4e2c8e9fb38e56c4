namespace Bifrost.Postgres.Sink.Bulk;

/// <summary>Whether batches are put together: not for a while after one that could not be, since its like may follow, and each costs what was written before it was refused.</summary>
internal sealed class BulkTrust
{
    private int _pause;
    private int _left;

    /// <summary>Asked once for each batch.</summary>
    public bool TakesBulk() => _left == 0 || _left-- == 0;

    public void Succeeded() => _pause = 0;

    public void Failed()
    {
        _pause = _pause == 0 ? BulkLimits.FirstPause : Math.Min(2 * _pause, BulkLimits.LongestPause);
        _left = _pause;
    }
}
