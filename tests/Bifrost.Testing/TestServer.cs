using System.Collections.Concurrent;
using Bifrost.Replication.Engine;
using Bifrost.Stack.Servers;
using Npgsql;
using NUnit.Framework;

namespace Bifrost.Testing;

/// <summary>
/// A real PostgreSQL server for a test run, by name: <c>TestServer.Shared</c> serves most tests, a test that stops or reconfigures its server makes its own.
/// Where PostgreSQL is not installed the test is skipped at a desk and fails in CI.
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    private static readonly ConcurrentBag<TestServer> Started = [];
    private static readonly Lazy<Task<TestServer>> SharedServer = new(() => StartAsync("shared"));

    private readonly PostgresServer _server;

    private TestServer(PostgresServer server, string password)
    {
        _server = server;
        SuperuserPassword = password;
    }

    /// <summary>One server for the whole assembly, <c>wal_level=logical</c>, many slots, no fsync.</summary>
    public static Task<TestServer> Shared => SharedServer.Value;

    public string SuperuserPassword { get; }

    public int Port => _server.Port;

    public PostgresServer Server => _server;

    /// <summary>A server of the test's own.</summary>
    /// <param name="settings">Lines of <c>postgresql.conf</c> that come after, and win over, the usual ones.</param>
    public static async Task<TestServer> StartAsync(string name, params string[] settings)
    {
        if (PostgresBinaries.Find() is null)
            Prerequisite.Missing("PostgreSQL is not installed (apt-get install postgresql)");
        var server = new PostgresServer(RunFolder.New(name), PostgresServer.FreePort());
        var password = PostgresServer.NewPassword();
        await server.InitializeAsync(password,
        [
            "wal_level = logical", "max_replication_slots = 64", "max_wal_senders = 64", "max_connections = 200", "fsync = off", "wal_sender_timeout = 10s",
            "max_prepared_transactions = 4", .. settings,
        ], default).ConfigureAwait(false);
        await server.StartAsync(default).ConfigureAwait(false);
        var started = new TestServer(server, password);
        Started.Add(started);
        return started;
    }

    /// <summary>The superuser on a database of this server.</summary>
    public DatabaseEndpoint Endpoint(string database = "postgres") => _server.SuperuserEndpoint(SuperuserPassword, database);

    /// <summary>An empty database named after the running test, dropped (with its slots) first if it is there.</summary>
    public async Task<ScratchDatabase> CreateDatabaseAsync(string suffix = "")
    {
        var database = new ScratchDatabase(this, ScratchDatabase.NameFor(TestContext.CurrentContext.Test.FullName, suffix));
        await database.DropAsync().ConfigureAwait(false);
        await using var connection = await OpenAsync("postgres").ConfigureAwait(false);
        await using var create = new NpgsqlCommand($"create database \"{database.Name}\"", connection);
        await create.ExecuteNonQueryAsync().ConfigureAwait(false);
        return database;
    }

    internal async Task<NpgsqlConnection> OpenAsync(string database) =>
        await Postgres.Sessions.PostgresSession.OpenAsync(Endpoint(database), "bifrost test", default).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync("immediate", default).ConfigureAwait(false);
        if (Directory.Exists(_server.Folder))
            Directory.Delete(_server.Folder, recursive: true);
    }

    /// <summary>Stops every server that the run started; called once per assembly, from its <c>SetUpFixture</c>.</summary>
    public static async Task StopAllAsync()
    {
        while (Started.TryTake(out var server))
            await server.DisposeAsync().ConfigureAwait(false);
        RunFolder.Leave();
    }
}
