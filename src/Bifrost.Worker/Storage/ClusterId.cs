using System.Security.Cryptography;

namespace Bifrost.Worker.Storage;

/// <summary>An id of a state folder in the form of Kafka's cluster ids: 22 characters, the same as long as the folder is there.</summary>
internal static class ClusterId
{
    private const int Bytes = 16;

    public static string Of(string folder)
    {
        var path = Path.Combine(folder, "cluster-id");
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } known)
            return known;
        var id = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        File.WriteAllText(path, id);
        return id;
    }
}
