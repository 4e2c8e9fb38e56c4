using Bifrost.Cli.Shell;
using Bifrost.Stack;

namespace Bifrost.Cli.Stack;

/// <summary>Stops and deletes what <c>up</c> made.</summary>
internal sealed class DestroyCommand() : Verb("destroy", "Stop the local stack and delete what up made: servers with their data, the worker's state, passwords", "bifrost destroy")
{
    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var stack = new LocalStack(invocation.StateFolder, invocation.Terminal.Variable, invocation.Terminal.Time);
        await stack.DestroyAsync(new StackSteps(invocation.Messages), cancellation).ConfigureAwait(false);
        invocation.Messages.Info("Nothing of the local stack is left.");
        return ExitCode.Fine;
    }
}
