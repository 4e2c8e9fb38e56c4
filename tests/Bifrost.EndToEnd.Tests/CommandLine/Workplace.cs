using System.Diagnostics;
using Bifrost.Replication.Engine;
using Bifrost.Stack.Servers;
using Bifrost.Testing;
using Npgsql;

namespace Bifrost.EndToEnd.Tests.CommandLine;

/// <summary>A folder with a <c>bifrost.yml</c> and a local stack of its own, worked with through the command line as a user would. Disposal destroys the stack.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly Dictionary<string, string> _environment = [];

    private Workplace(string folder) => Folder = folder;

    public string Folder { get; }

    public string Topology => Path.Combine(Folder, "bifrost.yml");

    /// <summary>A folder with the sample's topology, its ports free ones.</summary>
    public static Workplace WithSample()
    {
        if (PostgresBinaries.Find() is null)
            Prerequisite.Missing("PostgreSQL is not installed (apt-get install postgresql)");
        var folder = RunFolder.New("place");
        Directory.CreateDirectory(folder);
        var place = new Workplace(folder);
        File.Copy(Path.Combine(RepositoryRoot(), "bifrost.yml"), place.Topology);
        place.Set("BIFROST_STATE", Path.Combine(folder, ".bifrost"));
        place.Set("BIFROST_EMBEDDED_URL", $"http://127.0.0.1:{PostgresServer.FreePort()}");
        place.Set("NO_COLOR", "1");
        return place;
    }

    /// <summary>Sets a variable for the commands that follow.</summary>
    public void Set(string name, string value) => _environment[name] = value;

    /// <summary>Changes the topology as an editor would.</summary>
    public void Edit(Func<string, string> change) => File.WriteAllText(Topology, change(File.ReadAllText(Topology)));

    /// <summary>Runs <c>bifrost</c> with these arguments, split at blanks.</summary>
    public async Task<Outcome> BifrostAsync(string arguments)
    {
        using var process = Start(arguments);
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new Outcome(arguments, process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"bifrost {arguments} did not end within {Limit}.");
        }
    }

    /// <summary>As <see cref="BifrostAsync"/>; anything but exit code 0 fails the test with what was printed.</summary>
    public async Task<Outcome> MustAsync(string arguments)
    {
        var outcome = await BifrostAsync(arguments);
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        return outcome;
    }

    /// <summary>Starts <c>bifrost</c> and leaves it running; the caller disposes of it.</summary>
    public Process Start(string arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "bifrost"), arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>What <c>up</c> wrote for a variable.</summary>
    public string Variable(string name) =>
        File.ReadLines(Path.Combine(Folder, ".bifrost", "env")).Select(static line => line.Split('=', 2)).Single(parts => parts[0] == name)[1];

    /// <summary>The login that the topology gives for a database: <c>THOR</c>, <c>THOR_ETL</c>, <c>MJOLNIR</c>, ….</summary>
    public DatabaseEndpoint Login(string database, string login) => new(
        Variable($"{database}_HOST"), int.Parse(Variable($"{database}_PORT"), System.Globalization.CultureInfo.InvariantCulture), Variable($"{database}_DATABASE"),
        Variable($"{login}_USER"), Variable($"{login}_PASSWORD"));

    /// <summary>The server that <c>up</c> made for a source or target.</summary>
    public PostgresServer Server(string name) => new(Path.Combine(Folder, ".bifrost", "servers", name), int.Parse(Variable($"{name.ToUpperInvariant()}_PORT"), System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The superuser of that server, on its database.</summary>
    public DatabaseEndpoint Superuser(string name) =>
        Server(name).SuperuserEndpoint(File.ReadAllText(Path.Combine(Folder, ".bifrost", "servers", name, "superuser")), Variable($"{name.ToUpperInvariant()}_DATABASE"));

    /// <summary>Kills the worker as <c>kill -9</c> does.</summary>
    public void KillWorker()
    {
        var pid = File.ReadAllText(Path.Combine(Folder, ".bifrost", "worker", "state", "pid")).Split([' ', '\n'])[0];
        using var worker = Process.GetProcessById(int.Parse(pid, System.Globalization.CultureInfo.InvariantCulture));
        worker.Kill();
        worker.WaitForExit();
    }

    /// <summary>As <see cref="BifrostAsync"/>; the command must end with this code, say all of this, and show neither a password nor a stack trace.</summary>
    public async Task<Outcome> MustFailAsync(string arguments, int exitCode, params string[] says)
    {
        var outcome = await BifrostAsync(arguments);
        outcome.ExitCode.ShouldBe(exitCode, outcome.ToString());
        var text = outcome.Output + outcome.Error;
        foreach (var part in says)
            text.ShouldContain(part, Case.Insensitive, outcome.ToString());
        text.ShouldNotContain("   at ", customMessage: outcome.ToString());
        text.ShouldNotContain("unexpected error", customMessage: outcome.ToString());
        foreach (var password in Passwords())
            text.ShouldNotContain(password, customMessage: outcome.ToString());
        return outcome;
    }

    private IEnumerable<string> Passwords()
    {
        var file = Path.Combine(Folder, ".bifrost", "env");
        return File.Exists(file) ? File.ReadLines(file).Where(static line => line.Contains("_PASSWORD=", StringComparison.Ordinal)).Select(static line => line.Split('=', 2)[1]) : [];
    }

    public async Task<T?> ScalarAsync<T>(DatabaseEndpoint endpoint, string sql)
    {
        await using var connection = await Postgres.Sessions.PostgresSession.OpenAsync(endpoint, "bifrost test", default);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public async Task ExecuteAsync(DatabaseEndpoint endpoint, string sql)
    {
        await using var connection = await Postgres.Sessions.PostgresSession.OpenAsync(endpoint, "bifrost test", default);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "src", "Bifrost.slnx")))
            folder = folder.Parent;
        return folder!.FullName;
    }

    public async ValueTask DisposeAsync()
    {
        await MustAsync("destroy");
        Directory.Delete(Folder, recursive: true);
    }
}
