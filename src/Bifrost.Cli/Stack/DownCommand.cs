using Bifrost.Cli.Shell;
using Bifrost.Stack;

namespace Bifrost.Cli.Stack;

/// <summary>Stops what <c>up</c> started.</summary>
internal sealed class DownCommand() : Verb("down", "Stop the worker, servers and containers that up started; what they hold stays", "bifrost down")
{
    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var stack = new LocalStack(invocation.StateFolder, invocation.Terminal.Variable, invocation.Terminal.Time);
        await stack.DownAsync(new StackSteps(invocation.Messages), cancellation).ConfigureAwait(false);
        invocation.Messages.Info("Nothing of the local stack runs.");
        return ExitCode.Fine;
    }
}
