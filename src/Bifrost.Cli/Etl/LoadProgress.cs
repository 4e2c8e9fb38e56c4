using System.Globalization;
using Bifrost.Cli.Printing;
using Bifrost.Etl.Load;

namespace Bifrost.Cli.Etl;

/// <summary>One step of the board for each file.</summary>
internal sealed class LoadProgress(IProgressBoard board, MessageWriter messages)
{
    private IProgressStep? _step;
    private EtlProgress? _last;

    public void Report(EtlProgress progress)
    {
        if (progress.Note is { } note)
        {
            messages.Info(note);
            return;
        }
        if (progress.File != _last?.File)
        {
            Finish();
            _step = board.Begin($"Loading {progress.File}", progress.Total);
        }
        _last = progress;
        _step?.Report(progress.Rows);
    }

    public void Finish()
    {
        if (_last is { } last)
            _step?.Finish(string.Create(CultureInfo.InvariantCulture, $"{last.Rows:N0} rows"));
        _step = null;
    }
}
