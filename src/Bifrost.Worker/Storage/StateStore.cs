using System.Security.Cryptography;
using System.Text;
using Bifrost.Worker.Logging;
using Microsoft.Extensions.Logging;

namespace Bifrost.Worker.Storage;

/// <summary>The worker's state folder: one file per connector, and one per clean-up that is still to be done.</summary>
internal sealed class StateStore
{
    /// <summary>Longest readable part of a file's name; longer names are told apart by their sum.</summary>
    private const int LongestStem = 150;

    private readonly string _connectors;
    private readonly string _cleanups;
    private readonly string _aside;
    private readonly IStateVolume _volume;
    private readonly ILogger _log;

    public StateStore(string folder, IStateVolume volume, ILogger log)
    {
        _connectors = Path.Combine(folder, "connectors");
        _cleanups = Path.Combine(folder, "cleanups");
        _aside = Path.Combine(folder, "aside");
        _volume = volume;
        _log = log;
        Directory.CreateDirectory(_connectors);
        Directory.CreateDirectory(_cleanups);
    }

    /// <summary>Every connector that was saved whole. A damaged or foreign file is reported and put aside.</summary>
    /// <exception cref="WorkerException">A file was written by a newer version.</exception>
    public IReadOnlyList<StoredConnector> LoadConnectors() => Load<StoredConnector>(_connectors);

    /// <inheritdoc cref="LoadConnectors"/>
    public IReadOnlyList<PendingCleanup> LoadCleanups() => Load<PendingCleanup>(_cleanups);

    /// <exception cref="StorageFullException">Nothing has changed.</exception>
    public void Save(StoredConnector connector) => Write(FileOf(_connectors, connector.Name), StateFile.Write(connector));

    /// <exception cref="StorageFullException">Nothing has changed.</exception>
    public void Save(PendingCleanup cleanup) => Write(FileOf(_cleanups, $"{cleanup.SinkName} {cleanup.SourceName}"), StateFile.Write(cleanup));

    public void Remove(string connector) => _volume.Remove(FileOf(_connectors, connector));

    public void Remove(PendingCleanup cleanup) => _volume.Remove(FileOf(_cleanups, $"{cleanup.SinkName} {cleanup.SourceName}"));

    private void Write(string path, byte[] content)
    {
        try
        {
            _volume.Replace(path, content);
        }
        catch (IOException e)
        {
            throw new StorageFullException(Path.GetDirectoryName(path)!, e);
        }
    }

    private List<T> Load<T>(string folder)
    {
        foreach (var unfinished in Directory.GetFiles(folder, "*" + DiskVolume.Unfinished))
            File.Delete(unfinished);
        var loaded = new List<T>();
        foreach (var path in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                loaded.Add(StateFile.Read<T>(path));
            }
            catch (StateFileException e) when (e.IsTooNew)
            {
                throw new WorkerException(e.Message, e);
            }
            catch (StateFileException e)
            {
                PutAside(path, e.Message);
            }
        }

        return loaded;
    }

    private void PutAside(string path, string reason)
    {
        Directory.CreateDirectory(_aside);
        var number = Directory.GetFiles(_aside).Length + 1;
        var kept = Path.Combine(_aside, $"{Path.GetFileName(path)}.{number}");
        File.Move(path, kept);
        LogMessages.StateFilePutAside(_log, reason, kept);
    }

    private static string FileOf(string folder, string name)
    {
        var stem = Uri.EscapeDataString(name).Replace('.', '_');
        var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..12];
        return Path.Combine(folder, $"{(stem.Length > LongestStem ? stem[..LongestStem] : stem)}-{sum}.json");
    }
}
