using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Bifrost.Replication.Engine;
using Bifrost.Stack.Processes;
using Bifrost.Stack.State;

namespace Bifrost.Stack.Servers;

/// <summary>One PostgreSQL server in a folder of ours: <c>data/</c> and <c>log</c>; loopback TCP with passwords (SCRAM), no socket file.</summary>
/// <remarks>PostgreSQL refuses to run as root: where we are root, its programs run as <see cref="UnixUser.ServerUser"/> through <c>runuser</c>.</remarks>
public sealed class PostgresServer(string folder, int port)
{
    /// <summary>Name of the superuser that <see cref="InitializeAsync"/> makes; connectors never use it.</summary>
    public const string Superuser = "postgres";

    /// <summary>Seconds that <c>pg_ctl</c> waits: a recovery of some gigabytes of WAL ends within it.</summary>
    private const string StartLimit = "120";

    public string Folder { get; } = folder;

    public int Port { get; } = port;

    /// <summary>The server's own log.</summary>
    public string LogFile => Path.Combine(Folder, "log");

    private string Data => Path.Combine(Folder, "data");

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Letters and digits only: needs no quoting anywhere.</summary>
    public static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary><see cref="InitializeAsync"/> ran to its end.</summary>
    public bool IsInitialized => File.Exists(Path.Combine(Data, "PG_VERSION"));

    /// <summary>The port that the running server listens on; null where it does not run.</summary>
    public int? RunningPort => Postmaster.Read(Data) is { IsOurs: true } postmaster ? postmaster.Port : null;

    /// <summary>Runs <c>initdb</c> and writes the settings. The settings are appended, so a later one wins.</summary>
    /// <param name="settings">Lines of <c>postgresql.conf</c> without the newline, such as <c>wal_level = logical</c>.</param>
    /// <remarks>It works in a folder beside <c>data</c> and renames that when all is done: what an interrupted call left is thrown away by the next.</remarks>
    public async Task InitializeAsync(string superuserPassword, IEnumerable<string> settings, CancellationToken cancellation)
    {
        MakeFolder(Folder);
        // Not by the pattern "data.*": that matches "data" too.
        foreach (var left in Directory.GetDirectories(Folder).Where(static folder => Path.GetFileName(folder).StartsWith("data.", StringComparison.Ordinal)))
            await LeftFolder.DeleteAsync(left, TimeProvider.System, cancellation).ConfigureAwait(false);
        var staging = Path.Combine(Folder, $"data.{Guid.NewGuid():N}");
        var passwordFile = Path.Combine(Folder, ".pw");
        try
        {
            PrivateFile.Replace(passwordFile, superuserPassword);
            await GiveToServerUserAsync(cancellation).ConfigureAwait(false);
            await RunAsync("initdb",
                ["-D", staging, "-U", Superuser, "--pwfile", passwordFile, "-E", "UTF8", "--locale", "C", "--auth-host", "scram-sha-256", "--auth-local", "scram-sha-256", "--no-instructions"],
                cancellation).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(passwordFile);
        }

        string[] own = [$"port = {Port}", "listen_addresses = '127.0.0.1'", "unix_socket_directories = ''", "logging_collector = off"];
        await File.AppendAllLinesAsync(Path.Combine(staging, "postgresql.conf"), [.. own, .. settings], cancellation).ConfigureAwait(false);
        Directory.Move(staging, Data);
    }

    /// <summary>Starts the server on <see cref="Port"/> and waits until it answers; does nothing where it runs already, on whatever port.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (Postmaster.Read(Data) is { IsOurs: false, IsTaken: true })
            File.Delete(Postmaster.FileIn(Data));
        if (await IsRunningAsync(cancellation).ConfigureAwait(false))
            return;
        await RunAsync("pg_ctl", ["start", "-D", Data, "-l", LogFile, "-w", "-t", StartLimit, "-s", "-o", $"-p {Port}"], cancellation).ConfigureAwait(false);
    }

    /// <summary>Stops the server; <paramref name="mode"/> is <c>fast</c> or <c>immediate</c> (a crash, for tests). Does nothing where it does not run.</summary>
    public async Task StopAsync(string mode, CancellationToken cancellation)
    {
        if (Postmaster.Read(Data) is { IsOurs: true })
            await RunAsync("pg_ctl", ["stop", "-D", Data, "-m", mode, "-w", "-t", StartLimit, "-s"], cancellation).ConfigureAwait(false);
    }

    /// <summary>The server runs, and does not only start up.</summary>
    public async Task<bool> IsRunningAsync(CancellationToken cancellation)
    {
        if (Postmaster.Read(Data) is not { IsOurs: true })
            return false;
        var run = await TryRunAsync("pg_ctl", ["status", "-D", Data, "-s"], cancellation).ConfigureAwait(false);
        return run.Code == 0;
    }

    /// <summary>The server's superuser on one of its databases.</summary>
    public DatabaseEndpoint SuperuserEndpoint(string password, string database = "postgres") =>
        new("127.0.0.1", RunningPort ?? Port, database, Superuser, password) { SslMode = "disable" };

    /// <summary>The folder of a server, closed to other users.</summary>
    internal static void MakeFolder(string folder) => Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private async Task GiveToServerUserAsync(CancellationToken cancellation)
    {
        if (!UnixUser.IsRoot)
            return;
        var run = await ProgramRun.OfAsync("chown", ["-R", UnixUser.ServerUser, Folder], cancellation).ConfigureAwait(false);
        if (run.Code != 0)
            throw StackException.FolderNotGiven(Folder, UnixUser.ServerUser, run.Output);
    }

    private async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var run = await TryRunAsync(program, arguments, cancellation).ConfigureAwait(false);
        if (run.Code != 0)
            throw StackException.ServerProgramFailed(program, Folder, Port, run, EndOfLog());
    }

    private IReadOnlyList<string> EndOfLog() => File.Exists(LogFile) ? [.. File.ReadLines(LogFile).TakeLast(5)] : [];

    private static Task<ProgramRun> TryRunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var binaries = PostgresBinaries.Find() ?? throw StackException.PostgresNotFound();
        return ProgramRun.AsServerUserAsync(Path.Combine(binaries, program), arguments, cancellation);
    }
}
