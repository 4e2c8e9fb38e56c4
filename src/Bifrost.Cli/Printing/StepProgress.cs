namespace Bifrost.Cli.Printing;

/// <summary>Shows the sentences of work that goes step by step: each ends the one before.</summary>
internal sealed class StepProgress(IProgressBoard board) : IProgress<string>, IDisposable
{
    private IProgressStep? _current;

    public void Report(string value)
    {
        _current?.Finish("done");
        _current = board.Begin(value);
    }

    public void Dispose()
    {
        _current?.Finish("done");
        _current = null;
    }
}
