namespace Bifrost.Worker.Connectors;

/// <summary>What a connector has been told to be; kept with its configuration.</summary>
internal enum TargetState
{
    Started,
    Paused,
    Stopped,
}
