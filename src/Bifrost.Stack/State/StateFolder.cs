using System.Security.Cryptography;
using System.Text;
using Bifrost.Stack.Processes;

namespace Bifrost.Stack.State;

/// <summary>The folder of local state, <c>.bifrost</c> beside the topology or <c>BIFROST_STATE</c>, and what <c>up</c> makes in it.</summary>
/// <remarks>
/// A marker file, written before anything else, says that <c>up</c> made what is there; without it nothing is stopped or deleted.
/// Where we are root and the user that servers run as cannot enter the folder (a clone below root's own home), the servers go to
/// <see cref="FallbackRoot"/> instead, and the marker remembers that.
/// </remarks>
internal sealed class StateFolder(string path)
{
    private const string FallbackRoot = "/var/lib/bifrost";

    private const string MarkerText = "Made by 'bifrost up'. 'bifrost destroy' deletes env, servers, worker, kafka, containers, and what was made of their rows (etl/profiles, dbt, report) in this folder.";

    /// <summary>What other commands write of the databases that are here, and can write again. Rejected rows, in <c>etl</c>, are not among it.</summary>
    private static readonly string[] MadeOfRows = ["etl/profiles", "dbt", "report"];

    private const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode Enterable = OwnerAll | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string EnvironmentFile => In("env");

    public string WorkerFolder => In("worker");

    public string KafkaFolder => In("kafka");

    public string ContainersFolder => In("containers");

    public string LockFile => In(".lock");

    private string Marker => In(".made-by-up");

    private string DefaultServers => In("servers");

    private string FallbackServers => System.IO.Path.Combine(FallbackRoot, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path)))[..12]);

    /// <summary><c>up</c> was here.</summary>
    public bool IsOurs => File.Exists(Marker);

    /// <summary>Where the servers' folders are.</summary>
    public string ServersFolder => IsOurs && File.ReadLines(Marker).Contains("servers=" + FallbackServers) ? FallbackServers : DefaultServers;

    public string ServerFolder(string name) => System.IO.Path.Combine(ServersFolder, name);

    /// <summary>Names of the servers that <c>up</c> made, or began to make.</summary>
    public IReadOnlyList<string> ServerNames => IsOurs && Directory.Exists(ServersFolder)
        ? [.. Directory.GetDirectories(ServersFolder).Select(static folder => System.IO.Path.GetFileName(folder)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Makes the folder ours; does nothing where it is.</summary>
    /// <exception cref="StackException">It holds servers or an <c>env</c> that somebody else made, or no place for servers can be found.</exception>
    /// <param name="withServers">Servers will run from here, as processes.</param>
    public async Task PrepareAsync(bool withServers, CancellationToken cancellation)
    {
        if (!Directory.Exists(Path))
        {
            Directory.CreateDirectory(Path);
            File.SetUnixFileMode(Path, Enterable);
        }

        if (!IsOurs)
            await MarkAsync(withServers, cancellation).ConfigureAwait(false);
        if (!withServers)
            return;
        MakeEnterable(ServersFolder);
        Directory.CreateDirectory(WorkerFolder, OwnerAll);
    }

    /// <summary>Deletes what <c>up</c> made, the marker last, and the folder itself where nothing else is in it.</summary>
    public void Delete()
    {
        if (!IsOurs)
            return;
        foreach (var folder in new[] { ServersFolder, WorkerFolder, KafkaFolder, ContainersFolder }.Concat(MadeOfRows.Select(In)).Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
        foreach (var file in new[] { EnvironmentFile, EnvironmentFile + ".new", LockFile, Marker })
            File.Delete(file);
        foreach (var folder in new[] { In("etl"), Path }.Where(static folder => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()))
            Directory.Delete(folder);
    }

    private async Task MarkAsync(bool withServers, CancellationToken cancellation)
    {
        foreach (var entry in new[] { EnvironmentFile, DefaultServers }.Where(static entry => File.Exists(entry) || Directory.Exists(entry)))
            throw StackException.NotOurFolder(Path, System.IO.Path.GetFileName(entry));
        var servers = withServers ? await ChooseServersFolderAsync(cancellation).ConfigureAwait(false) : DefaultServers;
        PrivateFile.Replace(Marker, $"{MarkerText}\nservers={servers}\n");
    }

    private async Task<string> ChooseServersFolderAsync(CancellationToken cancellation)
    {
        if (await CanEnterAsync(Path, cancellation).ConfigureAwait(false))
            return DefaultServers;
        MakeEnterable(FallbackRoot);
        return await CanEnterAsync(FallbackRoot, cancellation).ConfigureAwait(false)
            ? FallbackServers
            : throw StackException.NoPlaceForServers(Path, UnixUser.ServerUser);
    }

    private static async Task<bool> CanEnterAsync(string folder, CancellationToken cancellation) =>
        !UnixUser.IsRoot || (await ProgramRun.AsServerUserAsync("test", ["-x", folder], cancellation).ConfigureAwait(false)).Code == 0;

    private static void MakeEnterable(string folder)
    {
        if (Directory.Exists(folder))
            return;
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, Enterable);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
