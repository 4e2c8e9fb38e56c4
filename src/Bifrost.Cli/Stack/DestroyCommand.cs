using System.CommandLine;
using Bifrost.Cli.Shell;
using Bifrost.Stack;

namespace Bifrost.Cli.Stack;

/// <summary>Stops and deletes what <c>up</c> made.</summary>
internal sealed class DestroyCommand : Verb
{
    private readonly Option<bool> _images;

    public DestroyCommand() : base("destroy", "Stop the local stack and delete what up made: servers or containers with their data, the worker's state, passwords", "bifrost destroy") =>
        _images = Take(new Option<bool>("--images") { Description = "Remove the images of the containers as well, where no other container uses them" });

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var stack = new LocalStack(invocation.StateFolder, invocation.Terminal.Variable, invocation.Terminal.Time);
        await stack.DestroyAsync(new StackSteps(invocation.Messages), invocation.Value(_images), cancellation).ConfigureAwait(false);
        invocation.Messages.Info("Nothing of the local stack is left.");
        return ExitCode.Fine;
    }
}
