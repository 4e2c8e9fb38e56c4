using System.Text;
using Bifrost.Etl.Clean;
using Bifrost.Etl.Extract;
using Bifrost.Etl.Profiles;
using Bifrost.Etl.Rejects;

namespace Bifrost.Etl.Load;

/// <summary>Reads a file once: cleans its rows, counts what they hold, and hands them on, one row in memory at a time.</summary>
/// <param name="rejects">Takes what cannot be a row; null to count only.</param>
internal sealed class InputPass(SourceFile file, RejectFile? rejects, int latestYear, Action<EtlProgress> progress)
{
    /// <summary>Often enough for a smooth bar, seldom enough to cost nothing.</summary>
    private const int ProgressEvery = 5_000;

    /// <summary>The last year that a row may be of.</summary>
    public int LatestYear { get; } = latestYear;

    /// <summary>Next year: a clock that is a year behind must not refuse the current files.</summary>
    public static int LatestYearBy(TimeProvider time) => time.GetUtcNow().Year + 1;

    public InputTally Tally { get; } = new(file.Table);

    /// <exception cref="EtlException">The file cannot be read, or is no longer what it was when it was looked at.</exception>
    public async Task ReadAsync(IRowSink sink, CancellationToken cancellation)
    {
        try
        {
            using var reader = file.Read();
            await ReadAsync(reader, sink, cancellation).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw EtlFaults.Unreadable(file.Input.Name, e);
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException)
        {
            throw EtlFaults.Changed(file.Input.Name, e);
        }
    }

    private async Task ReadAsync(SourceReader reader, IRowSink sink, CancellationToken cancellation)
    {
        var cleaner = new RowCleaner(file.Header.Positions, LatestYear, Tally);
        var row = new CleanRow(file.Table);
        while (reader.Read())
        {
            if (reader.Clean(cleaner, row) is { } rejection)
                Reject(reader, rejection);
            else if (await sink.TakeAsync(reader.Line, row).ConfigureAwait(false))
                Tally.Add(row);
            else
                return;
            if (Tally.Read % ProgressEvery == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress(new(file.Input.Name, Tally.Read, file.Rows, reader.BytesRead, file.Length));
            }
        }
        if (reader.TextLength != file.TextLength)
            throw EtlFaults.Changed(file.Input.Name);
        progress(new(file.Input.Name, Tally.Read, Tally.Read, file.Length, file.Length));
    }

    private void Reject(SourceReader reader, Rejection rejection)
    {
        Tally.Add(rejection);
        rejects?.Add(reader.Line, rejection.Reason, reader.Text);
    }
}
