using System.Security.Cryptography;
using Bifrost.Containers.Tests.Engine;
using Bifrost.Testing;
using Bifrost.Testing.CommandLine;

namespace Bifrost.Containers.Tests.Images;

/// <summary>The archive that every test image stands on; it takes a minute or two to make, so that a desk keeps it.</summary>
internal static class RootFileSystem
{
    /// <summary>
    /// Kept in <c>BIFROST_CONTAINER_CACHE</c>, else below <c>artifacts/</c>, under a name that changes with the script that makes it. CI makes it anew unless that
    /// variable is set: what it proves is a fresh machine.
    /// </summary>
    /// <param name="images">The folder with <c>base/make</c>.</param>
    /// <param name="unkept">Where it goes when it is not to be kept.</param>
    public static async Task<string> ArchiveAsync(string images, string unkept)
    {
        var script = Path.Combine(images, "base", "make");
        var name = $"base-{Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(script)))[..12]}.tar";
        var archive = Path.Combine(Directory.CreateDirectory(Keep(unkept)).FullName, name);
        if (File.Exists(archive))
            return archive;
        var folder = RunFolder.New("base");
        try
        {
            (await Command.RunAsync(script, [folder, archive])).Must();
        }
        finally
        {
            // Not recursively from here: nothing may be mounted in it any more.
            await Command.RunAsync("rm", ["-rf", "--one-file-system", folder]);
        }

        return archive;
    }

    private static string Keep(string unkept)
    {
        if (Environment.GetEnvironmentVariable("BIFROST_CONTAINER_CACHE") is { Length: > 0 } set)
            return set;
        return Prerequisite.IsRequired ? unkept : Path.Combine(BifrostFolder.RepositoryRoot(), "artifacts", "containers");
    }
}
