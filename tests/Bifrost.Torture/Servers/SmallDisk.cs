using Bifrost.Stack.Processes;

namespace Bifrost.Torture.Servers;

/// <summary>
/// A file system of a few megabytes that one worker has for itself: it is mounted in a mount namespace of the process, and so is gone with it, however it ends.
/// It takes root; where that is not to be had, nothing is filled up.
/// </summary>
internal static class SmallDisk
{
    private const string Mount = "mount -t tmpfs -o size=12m torture \"$0\" && exec \"$@\"";

    /// <summary>A command that runs with a small disk at the folder; its process is that of the command.</summary>
    public static string[] Around(string folder, string[] command) => ["unshare", "--mount", "sh", "-c", Mount, folder, .. command];

    /// <summary>Why there is none; null where there is.</summary>
    public static async Task<string?> WhyNotAsync(string folder)
    {
        try
        {
            var command = Around(folder, ["true"]);
            var run = await ProgramRun.OfAsync(command[0], command[1..], default);
            return run.Code == 0 ? null : $"no file system can be mounted here: {run.Output.Trim()}";
        }
        catch (Stack.StackException e)
        {
            return e.Message;
        }
    }

    /// <summary>Fills the disk of a process; give back what fills it.</summary>
    public static async Task<IAsyncDisposable> FillAsync(int process, string folder)
    {
        var path = $"/proc/{process}/root{folder}/filler";
        var filler = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
                await filler.WriteAsync(block);
        }
        catch (IOException)
        {
            return new Filler(filler);
        }
    }

    private sealed class Filler(FileStream file) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await file.DisposeAsync();
            if (File.Exists(file.Name))
                File.Delete(file.Name);
        }
    }
}
