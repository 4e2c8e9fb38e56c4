using System.Globalization;
using Bifrost.Cli.Printing;
using Bifrost.Etl.Load;

namespace Bifrost.Cli.Etl;

/// <summary>One step of the board for each file: rows, megabytes of the file as it lies there, rows a second, and the time left.</summary>
/// <param name="doing">What happens to a file: "Loading".</param>
internal sealed class LoadProgress(string doing, IProgressBoard board, MessageWriter messages, TimeProvider time)
{
    private const double Megabyte = 1e6;

    /// <summary>Before this much of a file is read, the rate says little about the rest.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private IProgressStep? _step;
    private EtlProgress? _last;
    private long _started;

    public void Report(EtlProgress progress)
    {
        if (progress.Note is { } note)
        {
            messages.Info(note);
            return;
        }
        if (progress.File != _last?.File || _step is null)
            Begin(progress);
        // A file that is read again, because its rows must be compared after all, begins again.
        else if (progress.Rows < _last.Rows)
            _started = time.GetTimestamp();
        _last = progress;
        _step?.Report(progress.Rows, Detail(progress));
    }

    public void Finish()
    {
        if (_last is { } last)
            _step?.Finish(Text($"{last.Rows:N0} rows"));
        _step = null;
    }

    private void Begin(EtlProgress progress)
    {
        Finish();
        _started = time.GetTimestamp();
        _step = board.Begin($"{doing} {progress.File}", progress.TotalRows);
    }

    private string Detail(EtlProgress progress)
    {
        if (progress.IsComparing)
            return Text($"{progress.Rows:N0} rows, comparing them with the table");
        var read = Text($"{progress.Rows:N0} rows, {progress.Bytes / Megabyte:N1} of {progress.TotalBytes / Megabyte:N1} MB");
        var passed = time.GetElapsedTime(_started);
        if (passed < Settling)
            return read;
        var rate = progress.Rows / passed.TotalSeconds;
        return Text($"{read}, {rate:N0} rows/s, {Left((progress.TotalRows - progress.Rows) / rate)} left");
    }

    private static string Left(double seconds) => TimeSpan.FromSeconds(Math.Ceiling(seconds)) switch
    {
        { TotalHours: >= 1 } left => Text($"{(int)left.TotalHours} h {left.Minutes} min"),
        { TotalMinutes: >= 1 } left => Text($"{left.Minutes} min {left.Seconds} s"),
        var left => Text($"{left.Seconds} s"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
