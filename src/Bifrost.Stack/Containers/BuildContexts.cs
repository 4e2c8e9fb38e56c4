using Bifrost.Stack.State;

namespace Bifrost.Stack.Containers;

/// <summary>Folders that images are built from: copies, so that what is given (jars, this build of the command line) lies beside the Dockerfile and nothing is written to the project.</summary>
internal static class BuildContexts
{
    /// <summary>The Connect image's: its folder, and the jars that were given.</summary>
    /// <exception cref="StackException">There is no such folder.</exception>
    public static async Task ConnectAsync(string source, string? jars, string to, CancellationToken cancellation)
    {
        Require(source);
        await CopyAsync(source, to, cancellation).ConfigureAwait(false);
        if (jars is null)
            return;
        Require(jars);
        foreach (var jar in Directory.EnumerateFiles(jars, "*.jar", SearchOption.AllDirectories))
            File.Copy(jar, Path.Combine(to, "jars", Path.GetFileName(jar)), overwrite: true);
    }

    /// <summary>The worker's: its folder, and in <c>publish</c> the assemblies of this command line.</summary>
    public static async Task WorkerAsync(string source, string published, string to, CancellationToken cancellation)
    {
        Require(source);
        await CopyAsync(source, to, cancellation).ConfigureAwait(false);
        Copy(published, Path.Combine(to, "publish"));
    }

    private static void Require(string folder)
    {
        if (!Directory.Exists(folder))
            throw StackException.NoBuildFolder(folder);
    }

    private static async Task CopyAsync(string source, string to, CancellationToken cancellation)
    {
        if (Directory.Exists(to))
            await LeftFolder.DeleteAsync(to, TimeProvider.System, cancellation).ConfigureAwait(false);
        Copy(source, to);
    }

    private static void Copy(string source, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(source, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(source, folder)));
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(source, file)));
    }
}
