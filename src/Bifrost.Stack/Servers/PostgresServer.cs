using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Bifrost.Replication.Engine;

namespace Bifrost.Stack.Servers;

/// <summary>One PostgreSQL server in a folder of ours: <c>data/</c>, <c>log</c>, a socket folder; loopback TCP with passwords (SCRAM).</summary>
/// <remarks>PostgreSQL refuses to run as root: where we are root, its programs run as <c>postgres</c> (or <c>BIFROST_PG_USER</c>) through <c>runuser</c>.</remarks>
public sealed class PostgresServer(string folder, int port)
{
    private const int RootUserId = 0;

    /// <summary>Name of the superuser that <see cref="InitializeAsync"/> makes; connectors never use it.</summary>
    public const string Superuser = "postgres";

    public string Folder { get; } = folder;

    public int Port { get; } = port;

    private string Data => Path.Combine(Folder, "data");

    private string LogFile => Path.Combine(Folder, "log");

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Letters and digits only: needs no quoting anywhere.</summary>
    public static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public bool IsInitialized => File.Exists(Path.Combine(Data, "PG_VERSION"));

    /// <summary>Runs <c>initdb</c> and writes the settings. The settings are appended, so a later one wins.</summary>
    /// <param name="settings">Lines of <c>postgresql.conf</c> without the newline, such as <c>wal_level = logical</c>.</param>
    public async Task InitializeAsync(string superuserPassword, IEnumerable<string> settings, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Folder);
        var passwordFile = Path.Combine(Folder, ".pw");
        await File.WriteAllTextAsync(passwordFile, superuserPassword, cancellation).ConfigureAwait(false);
        try
        {
            await GiveToServerUserAsync(Folder, cancellation).ConfigureAwait(false);
            await RunAsync("initdb",
                ["-D", Data, "-U", Superuser, "--pwfile", passwordFile, "-E", "UTF8", "--locale", "C", "--auth-host", "scram-sha-256", "--auth-local", "scram-sha-256", "--no-instructions"],
                cancellation).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(passwordFile);
        }

        string[] own =
        [
            $"port = {Port}",
            "listen_addresses = '127.0.0.1'",
            "unix_socket_directories = ''",
            "logging_collector = off",
        ];
        await File.AppendAllLinesAsync(Path.Combine(Data, "postgresql.conf"), [.. own, .. settings], cancellation).ConfigureAwait(false);
    }

    /// <summary>Starts the server and waits until it answers; does nothing where it runs already.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (await IsRunningAsync(cancellation).ConfigureAwait(false))
            return;
        await RunAsync("pg_ctl", ["start", "-D", Data, "-l", LogFile, "-w", "-t", "60", "-s"], cancellation).ConfigureAwait(false);
    }

    /// <summary>Stops the server; <paramref name="mode"/> is <c>fast</c> or <c>immediate</c> (a crash, for tests). Does nothing where it does not run.</summary>
    public async Task StopAsync(string mode, CancellationToken cancellation)
    {
        if (await IsRunningAsync(cancellation).ConfigureAwait(false))
            await RunAsync("pg_ctl", ["stop", "-D", Data, "-m", mode, "-w", "-t", "60", "-s"], cancellation).ConfigureAwait(false);
    }

    public async Task<bool> IsRunningAsync(CancellationToken cancellation)
    {
        if (!IsInitialized)
            return false;
        var (code, _) = await TryRunAsync("pg_ctl", ["status", "-D", Data, "-s"], cancellation).ConfigureAwait(false);
        return code == 0;
    }

    /// <summary>The server's superuser on one of its databases.</summary>
    public DatabaseEndpoint SuperuserEndpoint(string password, string database = "postgres") => new("127.0.0.1", Port, database, Superuser, password) { SslMode = "disable" };

    private static async Task GiveToServerUserAsync(string folder, CancellationToken cancellation)
    {
        if (GetEffectiveUserId() != RootUserId)
            return;
        var user = ServerUser;
        using var chown = Process.Start(new ProcessStartInfo("chown", ["-R", user, folder]) { RedirectStandardError = true })!;
        await chown.WaitForExitAsync(cancellation).ConfigureAwait(false);
        if (chown.ExitCode != 0)
            throw new StackException($"Cannot give {folder} to the user '{user}', as whom PostgreSQL must run: {(await chown.StandardError.ReadToEndAsync(cancellation).ConfigureAwait(false)).Trim()}");
    }

    private static string ServerUser => Environment.GetEnvironmentVariable("BIFROST_PG_USER") is { Length: > 0 } user ? user : "postgres";

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint GetEffectiveUserId();

    private async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var (code, output) = await TryRunAsync(program, arguments, cancellation).ConfigureAwait(false);
        if (code == 0)
            return;
        var log = File.Exists(LogFile) ? string.Join('\n', (await File.ReadAllLinesAsync(LogFile, cancellation).ConfigureAwait(false)).TakeLast(5)) : "";
        throw new StackException($"{program} for the server in {Folder} (port {Port}) ended with code {code}: {output.Trim()}{(log.Length > 0 ? "\nThe end of its log:\n" + log : "")}");
    }

    private async Task<(int Code, string Output)> TryRunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var binaries = PostgresBinaries.Find()
            ?? throw new StackException("PostgreSQL's programs were not found. Install PostgreSQL 14 or later ('apt-get install postgresql' on Debian), or set BIFROST_PG_BIN to the folder that holds initdb.");
        var path = Path.Combine(binaries, program);
        var start = GetEffectiveUserId() == RootUserId
            ? new ProcessStartInfo("runuser", ["-u", ServerUser, "--", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = "/";
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        try
        {
            using var process = Process.Start(start)!;
            // pg_ctl start leaves a server behind that inherits the pipes: reading them to their end would wait for the server's.
            if (arguments[0] == "start")
            {
                await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
                return (process.ExitCode, "");
            }

            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return (process.ExitCode, await output.ConfigureAwait(false) + await error.ConfigureAwait(false));
        }
        catch (Win32Exception e)
        {
            throw new StackException($"Cannot run {start.FileName}: {e.Message}", e);
        }
    }
}
