using System.CommandLine;

namespace Bifrost.Cli.Shell;

/// <summary>One command that does something. Its options are added in its constructor; <see cref="RunAsync"/> does the work.</summary>
/// <remarks>
/// Results go to <see cref="Invocation.Results"/> (stdout), everything else to <see cref="Invocation.Messages"/> (stderr).
/// A fault of the user's system is thrown as <see cref="CommandException"/> or as one of the rooms' own exceptions, whose messages are printed as they stand.
/// </remarks>
internal abstract class Verb : Command
{
    /// <param name="examples">Whole command lines, shown under the help.</param>
    protected Verb(string name, string description, params string[] examples) : base(name, description) => Examples = examples;

    public IReadOnlyList<string> Examples { get; }

    /// <summary>What surrounds this run; completions need it too, and they come before any invocation.</summary>
    public Terminal Terminal { get; internal set; } = Terminal.OfProcess();

    public abstract Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation);

    /// <summary>Adds an option and gives it back, for a field's initialiser.</summary>
    protected Option<T> Take<T>(Option<T> option)
    {
        Options.Add(option);
        return option;
    }

    /// <summary>Adds an argument and gives it back, for a field's initialiser.</summary>
    protected Argument<T> Take<T>(Argument<T> argument)
    {
        Arguments.Add(argument);
        return argument;
    }
}
