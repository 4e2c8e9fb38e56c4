using Bifrost.Cli.Shell;
using Spectre.Console;

namespace Bifrost.Cli.Printing;

/// <summary>Progress bars on a terminal.</summary>
internal sealed class BarBoard(ProgressContext context) : IProgressBoard
{
    public static Task<T> RunAsync<T>(Terminal terminal, Func<IProgressBoard, Task<T>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            ColorSystem = terminal.Colours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(terminal.Error),
        });
        return console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = BarWidth(terminal) }, new PercentageColumn(), new DetailColumn())
            .StartAsync(context => work(new BarBoard(context)));
    }

    /// <summary>What a name, a percentage and a detail leave of the line.</summary>
    private static int BarWidth(Terminal terminal) => Math.Clamp(terminal.Width - 90, 10, 40);

    public IProgressStep Begin(string name, double? total = null)
    {
        var task = context.AddTask(Markup.Escape(name), maxValue: total ?? 1);
        task.IsIndeterminate = total is null;
        return new Bar(task, name);
    }

    private sealed class Bar(ProgressTask task, string name) : IProgressStep
    {
        public void Report(double done, string? detail = null)
        {
            task.Value = done;
            if (detail is not null)
                DetailColumn.Set(task, detail);
        }

        public void Finish(string outcome)
        {
            task.Description = Markup.Escape($"{name}: {outcome}");
            DetailColumn.Clear(task);
            task.IsIndeterminate = false;
            task.Value = task.MaxValue;
            task.StopTask();
        }
    }
}
