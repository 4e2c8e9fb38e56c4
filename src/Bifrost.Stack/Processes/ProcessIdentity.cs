using System.Globalization;
using System.Runtime.InteropServices;

namespace Bifrost.Stack.Processes;

/// <summary>One process, told apart from any other that is later given the same number: its start time, in clock ticks since the boot that is named.</summary>
public sealed record ProcessIdentity(int Id, string StartTicks, string BootId)
{
    private const int Terminate = 15;
    private const int Kill = 9;

    // Counted after the program's name, which may hold blanks: field 3 of proc(5) is the first.
    private const int StartTicksAfterName = 19;
    private const int StateAfterName = 0;

    /// <summary>The process that has this number now; null where there is none.</summary>
    public static ProcessIdentity? Of(int id) => Fields(id) is { } fields && fields[StateAfterName] is not "Z" and not "X"
        ? new ProcessIdentity(id, fields[StartTicksAfterName], Boot)
        : null;

    /// <summary>Identity of this boot of the machine.</summary>
    public static string Boot { get; } = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>The very process still runs.</summary>
    public bool IsAlive => Of(Id) == this;

    /// <summary>Asks the process to end (SIGTERM), and after the limit ends it (SIGKILL). Does nothing where it has ended.</summary>
    public async Task EndAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        Send(Terminate);
        if (!await HasEndedAsync(limit, time, cancellation).ConfigureAwait(false))
            Send(Kill);
        if (!await HasEndedAsync(limit, time, cancellation).ConfigureAwait(false))
            throw StackException.ProcessDoesNotEnd(Id);
    }

    private async Task<bool> HasEndedAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        while (IsAlive)
        {
            if (time.GetElapsedTime(begun) > limit)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellation).ConfigureAwait(false);
        }

        return true;
    }

    private void Send(int signal)
    {
        if (IsAlive)
            _ = SendSignal(Id, signal);
    }

    private static string[]? Fields(int id)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int id, int signal);
}
