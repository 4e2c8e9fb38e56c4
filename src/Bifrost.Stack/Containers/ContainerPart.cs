namespace Bifrost.Stack.Containers;

/// <summary>One container of the stack.</summary>
/// <param name="Service">Its name in the compose file.</param>
/// <param name="State">Docker's own words: <c>created</c>, <c>running</c>, <c>restarting</c>, <c>exited</c>, <c>dead</c>; of one that runs and has a health check <c>starting</c>, <c>healthy</c>, <c>unhealthy</c>; of one that was to run once and ended well <c>done</c>.</param>
/// <param name="Port">On this machine's loopback; null where none is published.</param>
/// <param name="Restarts">How often the engine has started it again since it was made.</param>
public sealed record ContainerPart(string Service, string Id, string State, int? Port, int Restarts)
{
    internal const string Healthy = "healthy";

    internal const string Running = "running";

    internal const string Done = "done";

    /// <summary>It is there and does what it should, or has no health check and runs, or did what it was for.</summary>
    public bool IsUp => State is Healthy or Running or Done;

    /// <summary>Its process is there, healthy or not.</summary>
    public bool HasProcess => State is Healthy or Running or "starting" or "unhealthy";
}
