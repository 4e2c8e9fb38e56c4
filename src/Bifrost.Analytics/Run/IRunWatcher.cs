namespace Bifrost.Analytics.Run;

/// <summary>Is told how a run goes on; must return at once.</summary>
public interface IRunWatcher
{
    /// <summary>Something that takes time and is no node: waiting for another run.</summary>
    void Say(string sentence);

    /// <param name="total">Nodes of the run.</param>
    void Begin(int total);

    void Finished(NodeResult result);
}
