using Bifrost.Stack;
using Bifrost.Stack.Kafka;
using Bifrost.Stack.Processes;
using Bifrost.Stack.Servers;

namespace Bifrost.Testing;

/// <summary>
/// Where a test run keeps its servers: below the temporary folder one folder per user, and in it one per process. The first call removes what runs that were killed
/// left behind, servers and workers included.
/// </summary>
public static class RunFolder
{
    private static readonly string All = Path.Combine(Path.GetTempPath(), $"bifrost-tests-{Environment.UserName}");
    private static readonly string Own = Path.Combine(All, NameOf(ProcessIdentity.Of(Environment.ProcessId)!));
    private static readonly Lazy<Task> Swept = new(() => Task.Run(SweepAsync));

    /// <summary>A path in this run's folder that nothing is at yet.</summary>
    /// <param name="name">Begins the last part of the path.</param>
    public static string New(string name)
    {
        Swept.Value.GetAwaiter().GetResult();
        return Path.Combine(Directory.CreateDirectory(Own).FullName, $"{name}-{Guid.NewGuid():N}"[..(name.Length + 9)]);
    }

    /// <summary>Deletes this run's folder; its servers are stopped.</summary>
    internal static void Leave()
    {
        if (Directory.Exists(Own) && !Directory.EnumerateFileSystemEntries(Own).Any())
            Directory.Delete(Own);
    }

    private static string NameOf(ProcessIdentity process) => $"{process.Id}-{process.StartTicks}";

    private static async Task SweepAsync()
    {
        Directory.CreateDirectory(All);
        using var held = Hold();
        if (held is null)
            return;
        foreach (var run in Directory.GetDirectories(All).Where(static run => !IsAlive(Path.GetFileName(run))))
            await RemoveAsync(run).ConfigureAwait(false);
    }

    /// <summary>Null where another run sweeps at this moment.</summary>
    private static FileStream? Hold()
    {
        try
        {
            return new FileStream(Path.Combine(All, ".sweep"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsAlive(string run) => int.TryParse(run.Split('-')[0], out var id) && ProcessIdentity.Of(id) is { } process && run == NameOf(process);

    private static async Task RemoveAsync(string run)
    {
        // Containers went with the engine of their run; without their folder nobody asks for them.
        foreach (var containers in Directory.GetDirectories(run, "containers", SearchOption.AllDirectories))
            Directory.Delete(containers, recursive: true);
        foreach (var marker in Directory.GetFiles(run, ".made-by-up", SearchOption.AllDirectories))
            await new LocalStack(Path.GetDirectoryName(marker)!).DestroyAsync().ConfigureAwait(false);
        foreach (var broker in Directory.GetDirectories(run, "broker", SearchOption.AllDirectories))
            await new KafkaStack(Path.GetDirectoryName(broker)!).StopAsync().ConfigureAwait(false);
        foreach (var pid in Directory.GetFiles(run, "postmaster.pid", SearchOption.AllDirectories))
            await new PostgresServer(Path.GetDirectoryName(Path.GetDirectoryName(pid))!, 0).StopAsync("immediate", default).ConfigureAwait(false);
        Directory.Delete(run, recursive: true);
    }
}
