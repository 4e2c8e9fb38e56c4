using System.Globalization;
using Bifrost.Stack;
using Bifrost.Stack.Processes;
using Bifrost.Testing;

namespace Bifrost.Torture.Servers;

/// <summary>A PostgreSQL server that is killed, started again, saved and put back to what it was.</summary>
internal sealed class MortalServer(TestServer server) : IAsyncDisposable
{
    /// <summary>Backends of a postmaster that was killed notice within moments, and until they have gone the server does not start.</summary>
    private const int StartTries = 100;

    public TestServer Server => server;

    private string Data => Path.Combine(server.Server.Folder, "data");

    private string Saved => Path.Combine(server.Server.Folder, "saved");

    public static async Task<MortalServer> StartAsync(string name) => new(await TestServer.StartAsync(
        name, "shared_buffers = 32MB", "max_connections = 60", "restore_command = 'false'", "log_min_messages = error"));

    public async Task<ScratchDatabase> CreateAsync(string name)
    {
        var postgres = new ScratchDatabase(server, "postgres");
        await postgres.ExecuteAsync($"create database {name}");
        return new ScratchDatabase(server, name);
    }

    /// <summary><c>kill -9</c> of the postmaster, or all processes quit at once without a checkpoint; then a start.</summary>
    public async Task CrashAsync(bool isKilled)
    {
        if (isKilled)
            await KillAsync(ProcessIdentity.Of(int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture)));
        else
            await StopAsync("immediate");
        await StartAsync();
    }

    public Task StopAsync(string mode) => server.Server.StopAsync(mode, default);

    public async Task StartAsync()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await server.Server.StartAsync(default);
                return;
            }
            catch (StackException) when (tries < StartTries)
            {
                await Rest.ForAsync(TimeSpan.FromMilliseconds(50));
            }
        }
    }

    /// <summary>Copies the files of the server, which is stopped for it.</summary>
    public async Task SaveAsync()
    {
        await StopAsync("fast");
        await RunAsync("rm", "-rf", Saved);
        await RunAsync("cp", "-a", "--reflink=auto", Data, Saved);
        await StartAsync();
    }

    /// <summary>Puts the server back to what was saved.</summary>
    /// <param name="onNewTimeline">As an archive's recovery ends; otherwise as a copy of the files starts.</param>
    /// <param name="whileDown">Done between the two lives.</param>
    public async Task RestoreAsync(bool onNewTimeline, Action whileDown)
    {
        await StopAsync("fast");
        whileDown();
        await RunAsync("rm", "-rf", Data);
        await RunAsync("mv", Saved, Data);
        if (onNewTimeline && await ProgramRun.AsServerUserAsync("touch", [Path.Combine(Data, "recovery.signal")], default) is { Code: not 0 } run)
            throw new InvalidOperationException(run.Output);
        await StartAsync();
        if (onNewTimeline)
            await new ScratchDatabase(server, "postgres").WaitUntilAsync("not pg_is_in_recovery()");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static async Task KillAsync(ProcessIdentity? postmaster)
    {
        if (postmaster is null)
            return;
        Signals.Kill(postmaster.Id);
        while (postmaster.IsAlive)
            await Rest.ForAsync(TimeSpan.FromMilliseconds(5));
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        if (await ProgramRun.OfAsync(program, arguments, default) is { Code: not 0 } run)
            throw new InvalidOperationException(run.Output);
    }
}
