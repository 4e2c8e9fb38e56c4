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
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => work(new BarBoard(context)));
    }

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
                task.Description = Markup.Escape($"{name}: {detail}");
        }

        public void Finish(string outcome)
        {
            task.Description = Markup.Escape($"{name}: {outcome}");
            task.IsIndeterminate = false;
            task.Value = task.MaxValue;
            task.StopTask();
        }
    }
}
