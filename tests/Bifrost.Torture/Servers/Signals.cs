using System.Runtime.InteropServices;

namespace Bifrost.Torture.Servers;

/// <summary>Signals to processes that we started.</summary>
internal static class Signals
{
    private const int KillNumber = 9;
    private const int ContinueNumber = 18;
    private const int StopNumber = 19;

    public static void Kill(int process) => Send(process, KillNumber);

    /// <summary>The process stands still, with all that it holds.</summary>
    public static void Stop(int process) => Send(process, StopNumber);

    public static void Continue(int process) => Send(process, ContinueNumber);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int process, int signal);
}
