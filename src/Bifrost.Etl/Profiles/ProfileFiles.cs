using System.Text.Json;

namespace Bifrost.Etl.Profiles;

/// <summary>Writes the profiles of a run. They are written before it commits, under names that nobody reads, and get their own afterwards: what cannot be written loads nothing, and what is not loaded has no profile.</summary>
internal sealed class ProfileFiles(string folder) : IDisposable
{
    private const string Unpublished = ".partial";

    private readonly List<(string Path, InputProfile Profile)> _written = [];

    /// <exception cref="EtlException">The file cannot be written.</exception>
    public void Write(InputProfile profile)
    {
        // A file without a row covers no year: there is nothing that its profile could be the profile of.
        if (profile.Years.Count == 0)
            return;
        var path = Path.Combine(folder, NameOf(profile));
        _written.RemoveAll(written => written.Path == path);
        _written.Add((path, profile));
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(path + Unpublished, JsonSerializer.SerializeToUtf8Bytes(profile, InputProfiles.Json));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ProfileFaults.Unwritable(path, e);
        }
    }

    /// <summary>Gives the files their names, and takes away older profiles of years that these cover whole.</summary>
    /// <exception cref="EtlException">The folder does not allow it.</exception>
    public void Publish()
    {
        foreach (var (path, profile) in _written)
        {
            try
            {
                foreach (var older in Superseded(profile, path))
                    File.Delete(older);
                File.Move(path + Unpublished, path, overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw ProfileFaults.Unpublished(path, e);
            }
        }
        _written.Clear();
    }

    /// <summary>Deletes what was not published.</summary>
    public void Dispose()
    {
        foreach (var unpublished in _written.Select(static written => written.Path + Unpublished).Where(File.Exists))
            File.Delete(unpublished);
    }

    private static string NameOf(InputProfile profile) => $"{Stem(profile)}-{string.Join('+', profile.Years)}.json";

    private static string Stem(InputProfile profile) => profile.Table[(profile.Table.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private IEnumerable<string> Superseded(InputProfile profile, string path)
    {
        var years = profile.Years.Select(static year => $"{year}").ToHashSet();
        return Directory.EnumerateFiles(folder, $"{Stem(profile)}-*.json")
            .Where(other => other != path && Path.GetFileNameWithoutExtension(other)[(Stem(profile).Length + 1)..].Split('+').All(years.Contains));
    }
}
