using Npgsql;

namespace Bifrost.Postgres.Snapshot;

/// <summary>A COPY that is read once, in a session of its own, for several: whose reader fails, or ends, takes nothing from the others.</summary>
internal sealed class SharedCopy : IAsyncDisposable
{
    /// <summary>64 KB: below the size that the collector keeps apart (85,000 bytes).</summary>
    private const int BlockBytes = 64 << 10;

    /// <summary>How long one reader may keep the others waiting. It begins its snapshot again then, which is dear: a checkpoint may stand in its way for so long, a lock for ever.</summary>
    private static readonly TimeSpan StallPatience = TimeSpan.FromMinutes(1);

    private readonly Func<CancellationToken, Task<NpgsqlConnection>> _open;
    private readonly Func<NpgsqlConnection, CancellationToken, Task<Stream>> _begin;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;

    public SharedCopy(int readers, Func<CancellationToken, Task<NpgsqlConnection>> open, Func<NpgsqlConnection, CancellationToken, Task<Stream>> begin, TimeProvider time)
    {
        (_open, _begin, _time) = (open, begin, time);
        Parts = [.. Enumerable.Range(0, readers).Select(static _ => new CopyPart())];
    }

    /// <summary>One for each reader.</summary>
    public IReadOnlyList<CopyPart> Parts { get; }

    public void Start() => _reading = Task.Run(ReadAsync);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _reading.ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>Never throws: every reader is told.</summary>
    private async Task ReadAsync()
    {
        Exception? failure = null;
        try
        {
            await using var view = await _open(_stop.Token).ConfigureAwait(false);
            await using var rows = await _begin(view, _stop.Token).ConfigureAwait(false);
            await GiveAllAsync(rows).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e;
        }

        foreach (var part in Parts)
            part.End(failure);
    }

    private async Task GiveAllAsync(Stream rows)
    {
        while (Parts.Any(static part => !part.IsOver))
        {
            var block = new byte[BlockBytes];
            var filled = await rows.ReadAtLeastAsync(block, BlockBytes / 2, throwOnEndOfStream: false, _stop.Token).ConfigureAwait(false);
            if (filled == 0)
                return;
            foreach (var part in Parts)
                await part.GiveAsync(block.AsMemory(0, filled), StallPatience, _time, _stop.Token).ConfigureAwait(false);
        }
    }
}
