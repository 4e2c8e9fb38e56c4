using System.Globalization;
using Bifrost.Containers.Tests.Engine;
using Bifrost.Containers.Tests.Images;
using Bifrost.EndToEnd.Tests.CommandLine;
using Bifrost.Stack.Servers;
using Bifrost.Testing.CommandLine;

namespace Bifrost.Containers.Tests.Projects;

/// <summary>
/// A user's project on the run's engine: a folder with the sample's topology and a state of its own, an environment with the engine, the test images and free ports.
/// Disposal runs <c>bifrost destroy</c> and fails where containers, volumes or networks of the project are left.
/// </summary>
internal sealed class ContainerProject : IAsyncDisposable
{
    // Every port that docker/compose.yml publishes and that the command line does not choose by itself.
    private static readonly string[] Ports =
    [
        "THOR_PORT", "MJOLNIR_PORT", "STORMBREAKER_PORT", "BIFROST_KAFKA_PORT", "BIFROST_KAFKA_2_PORT", "BIFROST_KAFKA_3_PORT", "BIFROST_CONNECT_PORT", "BIFROST_CONNECT_2_PORT",
        "BIFROST_REGISTRY_PORT", "BIFROST_UI_PORT", "BIFROST_WORKER_PORT",
    ];

    private readonly Dictionary<string, string?> _environment;

    private ContainerProject(DockerEngine engine, Workplace place)
    {
        Engine = engine;
        Place = place;
        _environment = new(engine.Environment);
        foreach (var (name, image) in TestImages.Variables)
            _environment[name] = image;
        foreach (var port in Ports)
            _environment[port] = PostgresServer.FreePort().ToString(CultureInfo.InvariantCulture);
        // Never the stack of whoever runs the tests.
        foreach (var name in new[] { "BIFROST_KAFKA_URL", "BIFROST_KAFKA_BOOTSTRAP", "SCHEMA_REGISTRY_URL", "BIFROST_EMBEDDED_URL", "COMPOSE_FILE", "COMPOSE_PROFILES" })
            _environment[name] = null;
        // Compose names containers, volumes and networks by it.
        _environment["COMPOSE_PROJECT_NAME"] = Name;
        _environment["BIFROST_STATE"] = place.State;
        foreach (var (name, value) in _environment)
            Pass(name, value);
    }

    public DockerEngine Engine { get; }

    /// <summary>The folder, and <c>bifrost</c> in it.</summary>
    public Workplace Place { get; }

    /// <summary>Compose's project name: no other test has it.</summary>
    public string Name => Path.GetFileName(Place.Folder).ToLowerInvariant();

    /// <summary>A new one; waits for the engine and the images.</summary>
    public static async Task<ContainerProject> CreateAsync() => new(await TestImages.SharedAsync(), Workplace.WithSample());

    /// <summary>Sets a variable for every command that follows, or takes it away.</summary>
    public void Set(string name, string? value)
    {
        _environment[name] = value;
        Pass(name, value);
    }

    public string? Variable(string name) => _environment.GetValueOrDefault(name);

    /// <summary>As <see cref="BifrostFolder.MustAsync"/>.</summary>
    public Task<Testing.CommandLine.Outcome> BifrostAsync(string arguments) => Place.MustAsync(arguments);

    /// <summary><c>docker</c> with these arguments.</summary>
    public Task<Ended> DockerAsync(params string[] arguments) => Command.RunAsync("docker", arguments, _environment, Place.Folder);

    /// <summary><c>make</c> in the repository, on this project's state.</summary>
    public Task<Ended> MakeAsync(params string[] arguments) => Command.RunAsync("make", ["--no-print-directory", .. arguments], _environment, BifrostFolder.RepositoryRoot());

    /// <summary>Compose on the repository's file, by whichever of the two commands is there.</summary>
    public async Task<Ended> ComposeAsync(params string[] arguments)
    {
        var compose = (await EngineNeeds.ComposeAsync())!;
        var file = Path.Combine(BifrostFolder.RepositoryRoot(), "docker", "compose.yml");
        return await Command.RunAsync(compose[0], [.. compose[1..], "--file", file, .. arguments], _environment, Place.Folder);
    }

    /// <summary>The container of a service of compose's.</summary>
    public async Task<Container> ServiceAsync(string service) =>
        new(Engine, (await DockerAsync("ps", "--all", "--quiet", "--filter", $"label=com.docker.compose.project={Name}", "--filter", $"label=com.docker.compose.service={service}")).Must());

    public async ValueTask DisposeAsync()
    {
        await Place.DisposeAsync();
        foreach (var kind in new[] { "container", "volume", "network" })
        {
            string[] all = kind == "container" ? ["--all"] : [];
            (await Engine.DockerAsync([kind, "ls", .. all, "--quiet", "--filter", $"label=com.docker.compose.project={Name}"])).Must().ShouldBe("", $"a {kind} is left");
        }
    }

    private void Pass(string name, string? value)
    {
        if (value is null)
            Place.Unset(name);
        else
            Place.Set(name, value);
    }
}
