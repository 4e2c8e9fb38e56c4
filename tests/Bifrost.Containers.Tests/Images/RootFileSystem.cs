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
    /// <param name="engine">The folder of the run's engine, which is cleared with it: here it is made, and stays when it is not to be kept.</param>
    public static async Task<string> ArchiveAsync(string images, string engine)
    {
        var script = Path.Combine(images, "base", "make");
        var name = $"base-{Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(script)))[..12]}.tar";
        var archive = Path.Combine(Directory.CreateDirectory(Keep(engine)).FullName, name);
        if (File.Exists(archive))
            return archive;
        var folder = Path.Combine(engine, "base");
        (await Command.RunAsync(script, [folder, archive])).Must();
        (await Command.RunAsync("rm", ["-rf", "--one-file-system", folder])).Must();
        return archive;
    }

    private static string Keep(string engine)
    {
        if (Environment.GetEnvironmentVariable("BIFROST_CONTAINER_CACHE") is { Length: > 0 } set)
            return set;
        return Prerequisite.IsRequired ? engine : Path.Combine(BifrostFolder.RepositoryRoot(), "artifacts", "containers");
    }
}
