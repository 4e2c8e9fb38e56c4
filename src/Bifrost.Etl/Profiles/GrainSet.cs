using Bifrost.Etl.Clean;
using Bifrost.Etl.Load;
using Bifrost.Etl.Tables;

namespace Bifrost.Etl.Profiles;

/// <summary>Counts the rows whose grain was there before, without a database: by a hash of 64 bits, up to a limit, so that memory is bounded.</summary>
/// <param name="most">Grains that are held; some 30 bytes each.</param>
internal sealed class GrainSet(EtlTable table, int most = GrainSet.Most) : IRowSink
{
    /// <summary>Ten times the largest year that was published; 60 MB. The chance that two of so many grains share a hash is one in ten million.</summary>
    private const int Most = 2_000_000;

    private const ulong Offset = 14695981039346656037, Prime = 1099511628211;

    private readonly int[] _grain = [.. Enumerable.Range(0, table.Columns.Count).Where(at => table.Columns[at].IsGrain)];
    private readonly HashSet<ulong> _seen = [];
    private long _again;
    private bool _isFull;

    /// <summary>Null where there were more grains than are held.</summary>
    public long? Merged => _isFull ? null : _again;

    public ValueTask<bool> TakeAsync(long line, CleanRow row)
    {
        if (_isFull)
            return new(true);
        if (_seen.Contains(HashOf(row)))
            _again++;
        else if (_seen.Count < most)
            _seen.Add(HashOf(row));
        else
            _isFull = true;
        return new(true);
    }

    /// <summary>FNV-1a over the fields as they are copied: each with its length before it, so that no two rows run into one.</summary>
    private ulong HashOf(CleanRow row)
    {
        var hash = Offset;
        foreach (var at in _grain)
        {
            foreach (var part in row[at].Copied)
                hash = (hash ^ part) * Prime;
        }
        return hash;
    }
}
