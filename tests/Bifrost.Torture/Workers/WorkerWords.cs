namespace Bifrost.Torture.Workers;

/// <summary>Words at the start of the lines between the loop and a worker's process.</summary>
internal static class WorkerWords
{
    public const string Run = "run";
    public const string Arm = "arm";

    public const string Ready = "ready";
    public const string Died = "died";
    public const string Stopped = "stopped";
    public const string Retrying = "retrying";
}
