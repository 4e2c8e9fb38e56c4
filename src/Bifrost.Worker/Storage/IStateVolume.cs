namespace Bifrost.Worker.Storage;

/// <summary>Where state files are kept. Either call has happened entirely and will outlive a power cut when it returns, or it throws and nothing has changed.</summary>
internal interface IStateVolume
{
    /// <exception cref="IOException">It could not be written; what was there before is still there.</exception>
    void Replace(string path, ReadOnlySpan<byte> content);

    /// <exception cref="IOException">It could not be removed.</exception>
    void Remove(string path);
}
