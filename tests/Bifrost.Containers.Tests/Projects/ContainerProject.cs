using System.Globalization;
using Bifrost.Containers.Tests.Engine;
using Bifrost.Containers.Tests.Images;
using Bifrost.EndToEnd.Tests.CommandLine;
using Bifrost.Replication.Engine;
using Bifrost.Stack.Servers;
using Bifrost.Testing.CommandLine;
using Bifrost.Testing.Kafka;

namespace Bifrost.Containers.Tests.Projects;

/// <summary>
/// A user's project on the run's engine: a folder with the sample's topology and a state of its own, an environment with the engine, the test images and free ports.
/// Disposal runs <c>bifrost destroy</c> and fails where containers, volumes or networks of the project are left.
/// </summary>
internal sealed class ContainerProject : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _environment;
    private string? _name;

    private ContainerProject(DockerEngine engine, string jars, Workplace place)
    {
        Engine = engine;
        Place = place;
        _environment = new(engine.Environment);
        foreach (var (name, image) in TestImages.Variables)
            _environment[name] = image;
        // What up would take where it is free: two projects at once would both find it so.
        _environment["BIFROST_KAFKA_URL"] = Free("http://127.0.0.1:{0}");
        _environment["BIFROST_KAFKA_BOOTSTRAP"] = Free("127.0.0.1:{0}");
        _environment["SCHEMA_REGISTRY_URL"] = Free("http://127.0.0.1:{0}/apis/ccompat/v7");
        _environment["BIFROST_EMBEDDED_URL"] = Free("http://127.0.0.1:{0}");
        foreach (var name in new[] { "COMPOSE_FILE", "COMPOSE_PROFILES", "COMPOSE_PROJECT_NAME" })
            _environment[name] = null;
        _environment["BIFROST_STATE"] = place.State;
        _environment["CONNECT_JARS"] = jars;
        _environment["CONNECT_CONVERTERS"] = "apicurio";
        foreach (var (name, value) in _environment)
            Pass(name, value);
    }

    public DockerEngine Engine { get; }

    /// <summary>The folder, and <c>bifrost</c> in it.</summary>
    public Workplace Place { get; }

    /// <summary>A new one; waits for the engine and the images.</summary>
    public static async Task<ContainerProject> CreateAsync()
    {
        var engine = await TestImages.SharedAsync();
        return new(engine, Path.Combine((await KafkaCluster.FindAsync()).Home.Folder, "plugins", "apicurio-avro"), Workplace.WithSample());
    }

    /// <summary>Sets a variable for every command that follows, or takes it away.</summary>
    public void Set(string name, string? value)
    {
        _environment[name] = value;
        Pass(name, value);
    }

    public string? Variable(string name) => _environment.GetValueOrDefault(name);

    /// <summary>As <see cref="BifrostFolder.MustAsync"/>.</summary>
    public Task<Outcome> BifrostAsync(string arguments) => Place.MustAsync(arguments);

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

    /// <summary>Container of each service that the project has now, by the service's name.</summary>
    public async Task<IReadOnlyDictionary<string, Container>> ServicesAsync()
    {
        if (await NameAsync() is not { } name)
            return new Dictionary<string, Container>();
        var lines = (await DockerAsync("ps", "--all", "--no-trunc", "--filter", $"label=com.docker.compose.project={name}", "--format", "{{.Label \"com.docker.compose.service\"}} {{.ID}}")).Must();
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' ')).ToDictionary(static parts => parts[0], parts => new Container(Engine, parts[1]));
    }

    /// <summary>The container of a service of compose's.</summary>
    public async Task<Container> ServiceAsync(string service) => (await ServicesAsync())[service];

    /// <summary>The superuser of a database's container, on its database.</summary>
    public DatabaseEndpoint Superuser(string name) => new(
        "127.0.0.1", int.Parse(Place.Variable($"{name.ToUpperInvariant()}_PORT"), CultureInfo.InvariantCulture), Place.Variable($"{name.ToUpperInvariant()}_DATABASE"),
        "postgres", File.ReadAllText(Path.Combine(Place.State, "containers", name + ".superuser")));

    /// <summary>Names of all that the project has on the engine: containers, volumes, networks.</summary>
    public async Task<IReadOnlyList<string>> LeftAsync()
    {
        List<string> left = [];
        if (await NameAsync() is not { } name)
            return left;
        foreach (var kind in new[] { "container", "volume", "network" })
        {
            string[] all = kind == "container" ? ["--all"] : [];
            left.AddRange((await DockerAsync([kind, "ls", .. all, "--quiet", "--filter", $"label=com.docker.compose.project={name}"])).Must().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        return left;
    }

    public async ValueTask DisposeAsync()
    {
        // Asked for before the state that tells it is deleted.
        await NameAsync();
        await Place.BifrostAsync("destroy");
        (await LeftAsync()).ShouldBeEmpty();
        await Place.DisposeAsync();
    }

    /// <summary>Compose's project name, by the container that mounts this project's state; null before the first.</summary>
    private async Task<string?> NameAsync()
    {
        if (_name is not null)
            return _name;
        var files = (await DockerAsync("ps", "--all", "--format", "{{.Label \"com.docker.compose.project\"}} {{.Label \"com.docker.compose.project.config_files\"}}")).Must();
        return _name = files.Split('\n').Where(line => line.Contains(Place.State + "/", StringComparison.Ordinal)).Select(static line => line.Split(' ')[0]).FirstOrDefault();
    }

    private static string Free(string format) => string.Format(CultureInfo.InvariantCulture, format, PostgresServer.FreePort());

    private void Pass(string name, string? value)
    {
        if (value is null)
            Place.Unset(name);
        else
            Place.Set(name, value);
    }
}
