using System.Text.Json;
using Bifrost.Stack.Processes;

namespace Bifrost.Stack.Containers;

/// <summary>The Docker engine of this machine, asked through its command line.</summary>
/// <param name="environment">As for <see cref="LocalStack"/>; Docker's own variables are passed on.</param>
internal sealed class DockerEngine(Func<string, string?> environment)
{
    private const string HostVariable = "DOCKER_HOST";

    private static readonly string[] Passed = [HostVariable, "DOCKER_CONTEXT", "DOCKER_CONFIG", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH", "DOCKER_DEFAULT_PLATFORM", "DOCKER_BUILDKIT"];

    /// <summary>Docker's variables, for whatever talks to the same engine.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; } =
        Passed.Select(name => (Name: name, Value: environment(name))).Where(static variable => variable.Value is { Length: > 0 }).ToDictionary(static variable => variable.Name, static variable => variable.Value!, StringComparer.Ordinal);

    /// <exception cref="StackException">There is no Docker, its engine does not run or may not be asked, or it is on another machine.</exception>
    public async Task<EngineFacts> AskAsync(CancellationToken cancellation)
    {
        if (environment(HostVariable) is { Length: > 0 } host && !IsHere(host))
            throw StackException.EngineElsewhere(host);
        var run = await TryAsync(["info", "--format", "{{json .}}"], cancellation).ConfigureAwait(false);
        if (run.Code != 0)
            throw StackException.EngineDoesNotAnswer(Reason(run.Output));
        return EngineFacts.Parse(run.Output[..(run.Output.LastIndexOf('}') + 1)]);
    }

    /// <summary>What the command prints.</summary>
    /// <exception cref="StackException">It fails.</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var run = await TryAsync(arguments, cancellation).ConfigureAwait(false);
        return run.Code == 0 ? run.Output : throw StackException.DockerFailed(arguments[0], Reason(run.Output));
    }

    public async Task<ProgramRun> TryAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        try
        {
            return await ProgramRun.OfAsync("docker", arguments, cancellation, Variables).ConfigureAwait(false);
        }
        catch (StackException e)
        {
            throw StackException.DockerNotFound(e);
        }
    }

    /// <summary>Every container of a compose project, whatever its state.</summary>
    public async Task<IReadOnlyList<ContainerPart>> ContainersAsync(string project, CancellationToken cancellation)
    {
        var ids = Lines(await RunAsync(["ps", "--all", "--quiet", "--no-trunc", "--filter", LabelOf(project)], cancellation).ConfigureAwait(false));
        if (ids.Count == 0)
            return [];
        // One that went away in between is no fault: inspect prints the others, and its code says that one was missing.
        var run = await TryAsync(["inspect", .. ids], cancellation).ConfigureAwait(false);
        var end = run.Output.LastIndexOf(']');
        using var found = JsonDocument.Parse(end < 0 ? "[]" : run.Output[..(end + 1)]);
        return [.. found.RootElement.EnumerateArray().Select(Part).OrderBy(static part => part.Service, StringComparer.Ordinal)];
    }

    /// <summary>Names of what a kind of object has of a compose project: <c>volume</c> or <c>network</c>.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(string kind, string project, CancellationToken cancellation) =>
        Lines(await RunAsync([kind, "ls", "--quiet", "--filter", LabelOf(project)], cancellation).ConfigureAwait(false));

    /// <summary>The last lines that a container wrote.</summary>
    public async Task<IReadOnlyList<string>> EndOfLogAsync(string id, CancellationToken cancellation) =>
        Lines((await TryAsync(["logs", "--tail", "12", id], cancellation).ConfigureAwait(false)).Output);

    private static string LabelOf(string project) => $"label=com.docker.compose.project={project}";

    private static ContainerPart Part(JsonElement container)
    {
        var state = container.GetProperty("State");
        var status = state.GetProperty("Status").GetString() ?? "";
        var health = state.TryGetProperty("Health", out var checks) && checks.ValueKind == JsonValueKind.Object ? checks.GetProperty("Status").GetString() : null;
        return new ContainerPart(
            container.GetProperty("Config").GetProperty("Labels").GetProperty("com.docker.compose.service").GetString() ?? "",
            container.GetProperty("Id").GetString() ?? "",
            status == ContainerPart.Running && health is { Length: > 0 } and not "none" ? health : IsDone(container, state) ? ContainerPart.Done : status,
            PortOf(container.GetProperty("HostConfig").GetProperty("PortBindings")),
            container.GetProperty("RestartCount").GetInt32());
    }

    /// <summary>One that is never started again, and did not fail.</summary>
    private static bool IsDone(JsonElement container, JsonElement state) => state.GetProperty("Status").GetString() == "exited"
        && state.GetProperty("ExitCode").GetInt32() == 0
        && container.GetProperty("HostConfig").GetProperty("RestartPolicy").GetProperty("Name").GetString() is "no" or "";

    private static int? PortOf(JsonElement bindings) => bindings.ValueKind != JsonValueKind.Object ? null : bindings.EnumerateObject()
        .Where(static binding => binding.Value.ValueKind == JsonValueKind.Array)
        .SelectMany(static binding => binding.Value.EnumerateArray())
        .Select(static binding => int.TryParse(binding.GetProperty("HostPort").GetString(), out var port) ? port : (int?)null)
        .FirstOrDefault(static port => port is not null);

    /// <summary>Ports are published on the engine's own loopback: only one of this machine is of use.</summary>
    private static bool IsHere(string host) => !Uri.TryCreate(host, UriKind.Absolute, out var url) || url.Scheme is "unix" or "fd" || url.IsLoopback;

    /// <summary>A client that reaches no engine prints what it knows of itself, in JSON, before it says so.</summary>
    private static string Reason(string output) => string.Join(' ', Lines(output).Where(static line => line[0] != '{').TakeLast(3));

    private static IReadOnlyList<string> Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
