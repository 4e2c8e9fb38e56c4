using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Printing;

/// <summary>What a command says besides its result, on stderr.</summary>
internal sealed class MessageWriter(Terminal terminal, bool verbose)
{
    public void Info(string sentence) => terminal.Error.WriteLine(sentence);

    /// <summary>Said only with <c>--verbose</c>.</summary>
    public void Detail(string sentence)
    {
        if (verbose)
            terminal.Error.WriteLine(sentence);
    }

    public void Warning(string sentence) => terminal.Error.WriteLine($"warning: {sentence}");

    /// <summary>What is wrong with the user's system, as far as is known without looking at it.</summary>
    public void Finding(bool isError, string sentence) => terminal.Error.WriteLine($"{(isError ? "error" : "warning")}: {sentence}");

    public void Error(string sentence) => terminal.Error.WriteLine($"bifrost: {sentence}");

    /// <summary>Long work: bars on a terminal, a line where a step begins and ends otherwise.</summary>
    public Task<T> ProgressAsync<T>(Func<IProgressBoard, Task<T>> work) =>
        terminal.ErrorIsTerminal ? BarBoard.RunAsync(terminal, work) : work(new LineBoard(terminal));
}
