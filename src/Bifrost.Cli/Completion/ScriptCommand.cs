using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Completion;

/// <summary>Prints the completion script of one shell.</summary>
internal sealed class ScriptCommand(string shell, string script)
    : Verb(shell, $"Print the script for {shell}", $"source <(bifrost completion {shell})")
{
    public override Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        invocation.Results.WriteText(script);
        return Task.FromResult(ExitCode.Fine);
    }
}
