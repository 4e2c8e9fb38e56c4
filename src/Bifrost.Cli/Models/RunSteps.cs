using Bifrost.Analytics.Run;
using Bifrost.Cli.Printing;

namespace Bifrost.Cli.Models;

/// <summary>One step of the board for a target: nodes done, of all.</summary>
internal sealed class RunSteps(string name, IProgressBoard board, MessageWriter messages) : IRunWatcher
{
    private IProgressStep? _step;
    private int _done;

    public void Say(string sentence) => messages.Info(sentence);

    public void Begin(int total) => _step = board.Begin(name, total);

    public void Finished(NodeResult result) => _step?.Report(++_done);

    public void Finish(string outcome) => _step?.Finish(outcome);
}
