using System.Globalization;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Printing;

/// <summary>Progress as plain lines: one where a step begins, one each ten seconds, one where it ends.</summary>
internal sealed class LineBoard(Terminal terminal) : IProgressBoard
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public IProgressStep Begin(string name, double? total = null)
    {
        terminal.Error.WriteLine($"{name} …");
        return new Line(terminal, name, total);
    }

    private sealed class Line(Terminal terminal, string name, double? total) : IProgressStep
    {
        private long _last = terminal.Time.GetTimestamp();

        public void Report(double done, string? detail = null)
        {
            if (terminal.Time.GetElapsedTime(_last) < Pause)
                return;
            _last = terminal.Time.GetTimestamp();
            terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {(detail is null ? Count(done) : $"{Share(done)}{detail}")}"));
        }

        private string Share(double done) => total is > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100 * done / total.Value):0} %, ") : "";

        private string Count(double done) => string.Create(CultureInfo.InvariantCulture, $"{done:N0}{(total is { } all ? $" of {all:N0}" : "")}");

        public void Finish(string outcome) => terminal.Error.WriteLine($"{name}: {outcome}");
    }
}
