using System.Globalization;

namespace Bifrost.Worker.Storage;

/// <summary>One worker per state folder. The lock is the operating system's, so it ends with the process, however that ends; the file <c>pid</c> says who holds it.</summary>
internal sealed class StateLock : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _pidFile;

    private StateLock(FileStream held, string pidFile)
    {
        _lock = held;
        _pidFile = pidFile;
    }

    /// <exception cref="WorkerException">Another worker holds it, or the folder cannot be written.</exception>
    public static StateLock Take(string folder)
    {
        var pidFile = Path.Combine(folder, "pid");
        FileStream held;
        try
        {
            Directory.CreateDirectory(folder);
            held = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new WorkerException($"The state folder {folder} cannot be written: {e.Message}", e);
        }
        catch (IOException e) when (File.Exists(pidFile))
        {
            throw new WorkerException($"Another worker (process {File.ReadAllText(pidFile).Trim()}) uses the state folder {folder}. Stop it, or give this one another folder.", e);
        }
        catch (IOException e)
        {
            throw new WorkerException($"The state folder {folder} cannot be used: {e.Message}", e);
        }

        File.WriteAllText(pidFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new StateLock(held, pidFile);
    }

    public void Dispose()
    {
        File.Delete(_pidFile);
        _lock.Dispose();
    }
}
