namespace Bifrost.Stack.State;

/// <summary>Deletes what an interrupted call left, while a program that it had started may still write there, or clean up after itself.</summary>
internal static class LeftFolder
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Five seconds in all: a program whose folder goes away under it ends at its next file.</summary>
    private const int Looks = 100;

    /// <exception cref="IOException">Somebody goes on writing there, or it cannot be deleted.</exception>
    public static async Task DeleteAsync(string folder, TimeProvider time, CancellationToken cancellation)
    {
        for (var look = 1; Directory.Exists(folder); look++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException) when (look < Looks)
            {
                await Task.Delay(AskEvery, time, cancellation).ConfigureAwait(false);
            }
        }
    }
}
