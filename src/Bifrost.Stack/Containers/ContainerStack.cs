using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bifrost.Replication.Engine;
using Bifrost.Stack.Doctor;
using Bifrost.Stack.Plan;
using Bifrost.Stack.Roles;
using Bifrost.Stack.Servers;
using Bifrost.Stack.State;
using Bifrost.Topology;

namespace Bifrost.Stack.Containers;

/// <summary>The stack of one state folder in containers, as one compose project. Every call may be repeated; containers, volumes and networks are known by the project's label.</summary>
internal sealed class ContainerStack(StateFolder state, Func<string, string?> environment, TimeProvider time)
{
    private readonly DockerEngine _engine = new(environment);
    private readonly ContainerFiles _files = new(state.ContainersFolder);
    private IReadOnlyList<string> _compose = [];

    /// <summary>An <c>up</c> in containers was here.</summary>
    public bool IsThere => _files.IsThere;

    /// <summary>Two state folders are two projects.</summary>
    private string Project { get; } = "bifrost-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state.Path)))[..10];

    /// <summary>Of this stack alone: a broker refuses a volume of another cluster.</summary>
    private string KafkaClusterId => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Project)).AsSpan(0, 16)).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    /// <summary>What is there, in the order of the services' names.</summary>
    /// <exception cref="StackException">The engine cannot be asked.</exception>
    public Task<IReadOnlyList<ContainerPart>> ContainersAsync(CancellationToken cancellation) => _engine.ContainersAsync(Project, cancellation);

    /// <summary>Looks whether the engine can run the stack, before anything is made.</summary>
    /// <exception cref="StackException">It cannot, or runs another set of services for this folder.</exception>
    public async Task<IReadOnlyList<ContainerPart>> BeginAsync(ContainerProgram program, CancellationToken cancellation)
    {
        var facts = await _engine.AskAsync(cancellation).ConfigureAwait(false);
        (_compose, var version) = await Compose.FindAsync(_engine, cancellation).ConfigureAwait(false);
        Diagnosis[] found = [EngineChecks.Version(facts, $"compose {version}"), EngineChecks.Memory(facts, program.Engine, program.IsCluster)];
        if (found.FirstOrDefault(static one => one.Verdict == Verdict.Fault) is { } fault)
            throw StackException.EngineNotEnough(fault);
        var containers = await ContainersAsync(cancellation).ConfigureAwait(false);
        if (ContainerServices.Of(containers) is { } running && !running.IsOf(program))
            throw StackException.OtherEngineRuns($"A stack with {string.Join(", ", running.Names)} in containers");
        return containers;
    }

    /// <summary>Sees that every service runs and is healthy, and that the databases have their roles and tables.</summary>
    /// <exception cref="StackException">A part does not come up; the message ends with the end of its log.</exception>
    public async Task EnsureAsync(ContainerProgram program, BifrostTopology topology, StackPlan plan, IProgress<StackStep>? progress, CancellationToken cancellation)
    {
        _files.Prepare();
        var services = ContainerServices.Of(program);
        var databases = plan.Databases.Select(static database => database.Name).ToList();
        var passwords = await PasswordsAsync(databases, cancellation).ConfigureAwait(false);
        _files.WriteOverride(services.Workers, InsideVariables.Of(topology, plan, program.ConnectorVariables, services.Registry, environment));
        var images = new ImageList(Path.Combine(RoomOf(program), "images.env"), environment);
        await StageAsync(program, cancellation).ConfigureAwait(false);
        // What an override of the user says wins over ours.
        var compose = new Compose(_compose, Project, [program.ComposeFiles[0], _files.Override, .. program.ComposeFiles.Skip(1)], Variables(program, plan, passwords, images));
        var names = await NamesAsync(compose, program, databases, cancellation).ConfigureAwait(false);
        _files.RememberImages(images.Images.Values);
        await new ContainerImages(_engine, compose, images).EnsureAsync(program, progress, cancellation).ConfigureAwait(false);
        await StartAsync(compose, databases, progress, cancellation).ConfigureAwait(false);
        await Task.WhenAll(
            StartAsync(compose, names, progress, cancellation),
            Task.WhenAll(plan.Databases.Select(database => ProvisionAsync(database, passwords[database.Name], progress, cancellation)))).ConfigureAwait(false);
        await Task.WhenAll(names.Select(name => UntilUpAsync(name, progress, cancellation))).ConfigureAwait(false);
    }

    /// <summary>Stops every container, those that write first. What they hold stays.</summary>
    public async Task DownAsync(IProgress<StackStep>? progress, CancellationToken cancellation)
    {
        var running = (await ContainersAsync(cancellation).ConfigureAwait(false)).Where(static container => container.HasProcess || container.State == "restarting").ToList();
        foreach (var level in running.GroupBy(static container => ContainerServices.LevelOf(container.Service)).OrderByDescending(static level => level.Key))
        {
            foreach (var container in level)
                progress?.Report(new StackStep(container.Service, "stopping"));
            await _engine.RunAsync(["stop", .. level.Select(static container => container.Id)], cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Removes containers, volumes and networks of the project, and where it is asked for the images that the engine has no other use for.</summary>
    public async Task DestroyAsync(bool withImages, IProgress<StackStep>? progress, CancellationToken cancellation)
    {
        await _engine.AskAsync(cancellation).ConfigureAwait(false);
        var containers = await ContainersAsync(cancellation).ConfigureAwait(false);
        if (containers.Count > 0)
        {
            progress?.Report(new StackStep("containers", $"removing {string.Join(", ", containers.Select(static container => container.Service))}"));
            await _engine.RunAsync(["rm", "--force", "--volumes", .. containers.Select(static container => container.Id)], cancellation).ConfigureAwait(false);
        }

        foreach (var kind in new[] { "volume", "network" })
        {
            var names = await _engine.NamesAsync(kind, Project, cancellation).ConfigureAwait(false);
            if (names.Count > 0)
                await _engine.RunAsync([kind, "rm", .. names], cancellation).ConfigureAwait(false);
        }

        foreach (var image in withImages ? _files.Images : [])
        {
            progress?.Report(new StackStep("images", $"removing {image}"));
            // One that another container uses, or that is not there, stays as it is.
            await _engine.TryAsync(["rmi", image], cancellation).ConfigureAwait(false);
        }
    }

    private async Task StartAsync(Compose compose, IReadOnlyList<string> services, IProgress<StackStep>? progress, CancellationToken cancellation)
    {
        if (services.Count == 0)
            return;
        progress?.Report(new StackStep("containers", $"starting {string.Join(", ", services)}"));
        var run = await compose.TryUpAsync(services, cancellation).ConfigureAwait(false);
        if (run.Code == 0)
            return;
        var containers = await ContainersAsync(cancellation).ConfigureAwait(false);
        var faulty = containers.FirstOrDefault(container => services.Contains(container.Service) && container.State is "unhealthy" or "restarting" or "exited" or "dead");
        throw faulty is null
            ? StackException.ComposeFailed("up", Compose.EndOf(run.Output))
            : StackException.ContainerNotUp(faulty, await _engine.EndOfLogAsync(faulty.Id, cancellation).ConfigureAwait(false));
    }

    private async Task ProvisionAsync(DatabasePlan plan, string password, IProgress<StackStep>? progress, CancellationToken cancellation)
    {
        void Say(string text) => progress?.Report(new StackStep(plan.Name, text));
        await UntilUpAsync(plan.Name, null, cancellation).ConfigureAwait(false);
        DatabaseEndpoint Superuser(string database) => new("127.0.0.1", plan.Port, database, PostgresServer.Superuser, password) { SslMode = "prefer" };
        await new Provisioner(Superuser, Say).ProvisionAsync(plan, cancellation).ConfigureAwait(false);
        Say(string.Create(CultureInfo.InvariantCulture, $"{plan.Database} is ready on port {plan.Port}"));
    }

    private Task UntilUpAsync(string service, IProgress<StackStep>? progress, CancellationToken cancellation) =>
        new ContainerWait(_engine, Project, time).UntilUpAsync(service, progress, cancellation);

    private static string RoomOf(ContainerProgram program) => Path.GetDirectoryName(program.ComposeFiles[0])!;

    private async Task<IReadOnlyDictionary<string, string>> PasswordsAsync(IEnumerable<string> databases, CancellationToken cancellation)
    {
        var volumes = await _engine.NamesAsync("volume", Project, cancellation).ConfigureAwait(false);
        return databases.ToDictionary(static database => database, database => _files.SuperuserPassword(database, volumes.Contains($"{Project}_{database}")), StringComparer.Ordinal);
    }

    /// <summary>compose wants the folders of images even where none is built.</summary>
    private async Task StageAsync(ContainerProgram program, CancellationToken cancellation)
    {
        await BuildContexts.ConnectAsync(Path.Combine(RoomOf(program), "connect"), program.Jars, _files.ConnectContext, cancellation).ConfigureAwait(false);
        await BuildContexts.WorkerAsync(Path.Combine(RoomOf(program), "bifrost"), program.Published, _files.WorkerContext, cancellation).ConfigureAwait(false);
    }

    /// <summary>The services besides the databases: those of the set that is asked for, and what overrides add to it.</summary>
    /// <exception cref="StackException">The files lack one, or a database.</exception>
    private static async Task<IReadOnlyList<string>> NamesAsync(Compose compose, ContainerProgram program, IEnumerable<string> databases, CancellationToken cancellation)
    {
        var services = ContainerServices.Of(program);
        IReadOnlyList<string> names = program.WithUi ? [.. services.Names, ContainerServices.Ui] : services.Names;
        var there = await compose.ServicesAsync(cancellation).ConfigureAwait(false);
        if (databases.Concat(names).FirstOrDefault(name => !there.Contains(name)) is { } missing)
            throw StackException.ServiceMissing(missing, program.ComposeFiles[0]);
        var profiles = program.WithUi ? $"{services.Profile},{ContainerServices.Ui}" : services.Profile;
        return program.ComposeFiles.Count > 1 ? [.. names, .. await compose.AddedAsync(profiles, cancellation).ConfigureAwait(false)] : names;
    }

    /// <summary>What the compose files refer to. A process's environment, not a file: it holds passwords.</summary>
    private Dictionary<string, string> Variables(ContainerProgram program, StackPlan plan, IReadOnlyDictionary<string, string> passwords, ImageList images)
    {
        var variables = new Dictionary<string, string>(_engine.Variables, StringComparer.Ordinal);
        foreach (var (name, value) in images.Images.Concat(plan.Known))
            variables[name] = value;
        foreach (var name in program.ConnectorVariables.Where(name => !variables.ContainsKey(name) && environment(name) is { Length: > 0 }))
            variables[name] = environment(name)!;
        foreach (var database in plan.Databases)
        {
            variables[$"{database.Name.ToUpperInvariant()}_PORT"] = database.Port.ToString(CultureInfo.InvariantCulture);
            variables[$"{database.Name.ToUpperInvariant()}_SUPERUSER_PASSWORD"] = passwords[database.Name];
        }

        foreach (var (name, port) in ContainerPorts.Of(plan))
            variables[name] = port.ToString(CultureInfo.InvariantCulture);
        if (ContainerServices.Of(program) is { Broker: { } broker, Registry: { } registry } services)
        {
            variables["BIFROST_UI_BOOTSTRAP"] = $"{broker}:9092";
            variables["BIFROST_UI_REGISTRY"] = registry;
            variables["BIFROST_UI_CONNECT"] = services.Connect;
        }

        variables["KAFKA_CLUSTER_ID"] = KafkaClusterId;
        variables["CONNECT_CONTEXT"] = _files.ConnectContext;
        variables["BIFROST_CONTEXT"] = _files.WorkerContext;
        variables["BIFROST_TOPOLOGY"] = program.TopologyFile;
        return variables;
    }
}
