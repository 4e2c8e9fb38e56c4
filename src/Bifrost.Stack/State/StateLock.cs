namespace Bifrost.Stack.State;

/// <summary>Held by the one command that changes a state folder; the kernel lets go of it when the process ends, however it ends.</summary>
internal sealed class StateLock : IDisposable
{
    private readonly FileStream _file;

    private StateLock(FileStream file) => _file = file;

    /// <exception cref="StackException">Another command holds it.</exception>
    public static StateLock Take(StateFolder folder)
    {
        try
        {
            return new StateLock(new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (Directory.Exists(folder.Path))
        {
            throw StackException.Busy(folder.Path);
        }
    }

    public void Dispose() => _file.Dispose();
}
