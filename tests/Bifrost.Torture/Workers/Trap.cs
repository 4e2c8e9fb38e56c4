using System.Diagnostics;

namespace Bifrost.Torture.Workers;

/// <summary>Ends its own process, as <c>kill -9</c> does, at the n-th time that a failpoint is reached: no buffer is flushed, no connection closed, no transaction ended.</summary>
internal sealed class Trap(TextWriter told)
{
    private readonly Lock _gate = new();
    private string? _point;
    private int _left;

    public void Set(string? point, int hits)
    {
        lock (_gate)
            (_point, _left) = (point, hits);
    }

    public Task AtAsync(string point)
    {
        lock (_gate)
        {
            if (point != _point || --_left > 0)
                return Task.CompletedTask;
            told.WriteLine(WorkerWords.Died);
            told.Flush();
            using var self = Process.GetCurrentProcess();
            self.Kill();
            // The signal is on its way: whatever else would be done in the meantime is not.
            using var never = new ManualResetEvent(false);
            never.WaitOne();
            return Task.CompletedTask;
        }
    }
}
