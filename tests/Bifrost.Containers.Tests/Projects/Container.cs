using System.Diagnostics;
using Bifrost.Containers.Tests.Engine;

namespace Bifrost.Containers.Tests.Projects;

/// <summary>One container of the run's engine.</summary>
internal sealed class Container(DockerEngine engine, string id) : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    public string Id => id;

    /// <summary>Runs an image in the background.</summary>
    /// <param name="arguments">Those of <c>docker run</c>, image and command included.</param>
    public static async Task<Container> RunAsync(DockerEngine engine, params string[] arguments) => new(engine, (await engine.DockerAsync(["run", "--detach", .. arguments])).Must());

    /// <summary>Runs a command inside.</summary>
    public Task<Ended> ExecAsync(params string[] command) => engine.DockerAsync(["exec", id, .. command]);

    public async Task<string> LogAsync()
    {
        var log = await engine.DockerAsync("logs", "--tail", "60", id);
        return log.Output + log.Error;
    }

    /// <summary>What <c>docker inspect</c> says, by a template: <c>.State.Status</c>.</summary>
    public async Task<string> InspectAsync(string template) => (await engine.DockerAsync("inspect", "--format", $"{{{{{template}}}}}", id)).Must();

    /// <summary>As a crash of its process; the engine's restart policy, which leaves alone what <c>docker kill</c> ended, then starts it again.</summary>
    public async Task CrashAsync()
    {
        using var process = Process.GetProcessById(int.Parse(await InspectAsync(".State.Pid"), System.Globalization.CultureInfo.InvariantCulture));
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary><c>docker kill</c>.</summary>
    public async Task KillAsync() => (await engine.DockerAsync("kill", id)).Must();

    /// <summary>Waits until the container's own health check says so.</summary>
    public Task UntilHealthyAsync() => UntilAsync(async () => await InspectAsync("if .State.Health}}{{.State.Health.Status}}{{end") == "healthy");

    /// <summary>Waits until <see cref="InspectAsync"/> says something that holds.</summary>
    public Task UntilInspectedAsync(string template, Func<string, bool> holds) => UntilAsync(async () => holds(await InspectAsync(template)), orEnded: true);

    /// <summary>Waits for the end; gives the exit code.</summary>
    public async Task<string> EndAsync() => (await engine.DockerAsync("wait", id)).Must();

    /// <summary>Asks inside until the command succeeds; the container must stay up.</summary>
    public Task UntilAsync(params string[] command) => UntilAsync(async () => (await ExecAsync(command)).ExitCode == 0);

    public async ValueTask DisposeAsync() => (await engine.DockerAsync("rm", "--force", "--volumes", id)).Must();

    /// <summary>Looks again at each event of the container: its checks are events too, every few seconds.</summary>
    /// <param name="orEnded">A container that has ended is waited for, too.</param>
    private async Task UntilAsync(Func<Task<bool>> holds, bool orEnded = false)
    {
        // Registered before the first look, so that nothing happens unseen in between.
        using var events = engine.Events(id);
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            while (!await holds())
                await NextAsync(events, orEnded, limit.Token);
        }
        finally
        {
            events.Kill();
        }
    }

    private async Task NextAsync(Process events, bool orEnded, CancellationToken limit)
    {
        if (limit.IsCancellationRequested || (!orEnded && await InspectAsync(".State.Status") is "exited" or "dead"))
            Assert.Fail($"never came to it; the container is {await InspectAsync(".State.Status")}.\n{await LogAsync()}");
        try
        {
            await events.StandardOutput.ReadLineAsync(limit);
        }
        catch (OperationCanceledException)
        {
            // The last look follows.
        }
    }
}
