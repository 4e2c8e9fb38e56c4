using System.Diagnostics;
using Bifrost.Replication.Engine;
using Bifrost.Stack.Servers;
using Bifrost.Testing;
using Bifrost.Testing.CommandLine;
using Npgsql;

namespace Bifrost.EndToEnd.Tests.CommandLine;

/// <summary>A folder with a <c>bifrost.yml</c> and a local stack of its own, worked with through the command line as a user would. Disposal destroys the stack.</summary>
internal sealed class Workplace : BifrostFolder, IAsyncDisposable
{
    private Workplace(string folder) : base(folder)
    {
    }

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
        return place;
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

    /// <summary>Waits, for some seconds, until the condition is true in the database.</summary>
    public Task UntilAsync(DatabaseEndpoint endpoint, string condition) => ExecuteAsync(endpoint,
        $"do $wait$ begin for i in 1..500 loop if ({condition}) then return; end if; perform pg_sleep(0.05); end loop; raise exception 'never became true'; end $wait$");

    public async ValueTask DisposeAsync()
    {
        await MustAsync("destroy");
        Directory.Delete(Folder, recursive: true);
    }
}
