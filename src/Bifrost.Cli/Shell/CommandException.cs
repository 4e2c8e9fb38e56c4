namespace Bifrost.Cli.Shell;

/// <summary>A fault whose message is written for the user: what is wrong, where, and what to do. It is printed as it stands, without a stack trace.</summary>
internal sealed class CommandException(string message, ExitCode exitCode = ExitCode.Fault, Exception? inner = null) : Exception(message, inner)
{
    public ExitCode ExitCode { get; } = exitCode;
}
