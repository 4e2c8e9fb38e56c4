using System.Security.Cryptography;

namespace Bifrost.Stack.Embedded;

/// <summary>How the embedded worker is started.</summary>
/// <param name="Program">The program's file, such as <c>dotnet</c>.</param>
/// <param name="Arguments">Its arguments for a base URL that it shall answer at.</param>
/// <param name="Build">Identity of the code; a worker of another build is replaced.</param>
public sealed record WorkerProgram(string Program, Func<Uri, IReadOnlyList<string>> Arguments, string Build)
{
    /// <summary>An identity of the assemblies in a folder: it changes when, and only when, one of those that match is another.</summary>
    /// <param name="pattern">Such as <c>*.dll</c>.</param>
    public static string BuildOf(string folder, string pattern)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
