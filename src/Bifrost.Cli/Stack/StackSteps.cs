using Bifrost.Cli.Printing;
using Bifrost.Stack;

namespace Bifrost.Cli.Stack;

/// <summary>Each step of the stack as a line on stderr.</summary>
internal sealed class StackSteps(MessageWriter messages) : IProgress<StackStep>
{
    private readonly Lock _oneLine = new();

    public void Report(StackStep value)
    {
        lock (_oneLine)
            messages.Info($"{value.Subject}: {value.Text}");
    }
}
