using Bifrost.Stack.Containers;
using Bifrost.Stack.Embedded;
using Bifrost.Stack.Kafka;
using Bifrost.Stack.Plan;
using Bifrost.Stack.Servers;
using Bifrost.Stack.State;
using Bifrost.Topology;

namespace Bifrost.Stack.Doctor;

/// <summary>Looks at the machine and at a state folder, and changes nothing. Every check runs, whatever the others found.</summary>
/// <param name="environment">As for <see cref="LocalStack"/>.</param>
public sealed class StackDoctor(string stateFolder, Func<string, string?>? environment = null)
{
    private const UnixFileMode ForOthers = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private readonly StateFolder _folder = new(stateFolder);
    private readonly Func<string, string?> _environment = environment ?? Environment.GetEnvironmentVariable;

    /// <param name="topology">Null where there is none: its ports are not looked at then.</param>
    /// <param name="containers">What would run in containers; null for a stack of processes, unless containers are there.</param>
    public async Task<IReadOnlyList<Diagnosis>> ExamineAsync(BifrostTopology? topology, ContainerProgram? containers, CancellationToken cancellation)
    {
        if (containers is not null || Directory.Exists(_folder.ContainersFolder))
            return
            [
                await MachineChecks.DotnetAsync(cancellation).ConfigureAwait(false),
                MachineChecks.Disk(NearestThatIsThere(_folder.Path)),
                .. await new ContainerDoctor(_folder, _environment).ExamineAsync(topology, containers, cancellation).ConfigureAwait(false),
                .. _folder.IsOurs ? [Secrets()] : Array.Empty<Diagnosis>(),
            ];
        List<Diagnosis> found =
        [
            await MachineChecks.PostgresAsync(cancellation).ConfigureAwait(false),
            await MachineChecks.DotnetAsync(cancellation).ConfigureAwait(false),
            await MachineChecks.UserAsync(cancellation).ConfigureAwait(false),
            MachineChecks.Tools(),
            await MachineChecks.JavaAsync(_environment, cancellation).ConfigureAwait(false),
            MachineChecks.Disk(NearestThatIsThere(_folder.Path)),
        ];
        if (topology is not null)
            found.Add(Ports(topology));
        found.AddRange(await StateAsync(cancellation).ConfigureAwait(false));
        return found;
    }

    private Diagnosis Ports(BifrostTopology topology)
    {
        try
        {
            var variables = new Variables(_environment, EnvironmentFile.Read(_folder.EnvironmentFile));
            var worker = _folder.IsOurs ? new WorkerProcess(_folder, TimeProvider.System).Running?.Address : null;
            var plan = new Planner(variables, name => new PostgresServer(_folder.ServerFolder(name), 0).RunningPort, worker, new KafkaStack(_folder.KafkaFolder)).Plan(topology, new Dictionary<string, string>(), withWorker: true);
            var ports = plan.Databases.Select(static database => $"{database.Name} {database.Port}").Concat(plan.WorkerUrl is { } url ? [$"worker {url.Port}"] : []);
            var elsewhere = plan.LeftAlone.Count > 0 ? $"; elsewhere: {string.Join(", ", plan.LeftAlone)}" : "";
            return new("ports", Verdict.Fine, string.Join(", ", ports) + elsewhere);
        }
        catch (StackException e)
        {
            return new("ports", Verdict.Fault, e.Message, "As it says; ports that are not set are chosen by up.");
        }
    }

    private async Task<IReadOnlyList<Diagnosis>> StateAsync(CancellationToken cancellation)
    {
        if (!_folder.IsOurs)
            return [new("stack", Verdict.Fine, $"nothing was brought up in {_folder.Path}")];
        var status = await new LocalStack(_folder.Path, _environment).StatusAsync(cancellation).ConfigureAwait(false);
        return [Secrets(), .. status.Servers.Select(Server), .. status.Kafka.Select(Part), .. status.Kafka.Count > 0 && status.Worker is null ? Array.Empty<Diagnosis>() : [Worker(status.Worker)]];
    }

    private Diagnosis Secrets()
    {
        if (!File.Exists(_folder.EnvironmentFile))
            return new("env", Verdict.Fault, $"{_folder.EnvironmentFile} is not there", "Run 'bifrost up'.");
        return (File.GetUnixFileMode(_folder.EnvironmentFile) & ForOthers) == 0
            ? new("env", Verdict.Fine, $"{_folder.EnvironmentFile}, readable by its owner alone")
            : new("env", Verdict.Fault, $"{_folder.EnvironmentFile} holds passwords and others may read it", "Run 'bifrost up', which closes it.");
    }

    private static Diagnosis Server(ServerStatus server) => server.IsRunning
        ? new(server.Name, Verdict.Fine, $"runs on port {server.Port}")
        : new(server.Name, Verdict.Warning, "does not run", $"Run 'bifrost up'; its log is {Path.Combine(server.Folder, "log")}.");

    private static Diagnosis Part(KafkaPart part) => part switch
    {
        { ProcessId: null } => new(part.Name, Verdict.Warning, "does not run", $"Run 'bifrost up --engine kafka'; its log is {part.LogFile}."),
        { Health: WorkerHealth.Healthy } => new(part.Name, Verdict.Fine, $"healthy at {part.Address!.Authority}, process {part.ProcessId}"),
        _ => new(part.Name, Verdict.Fault, $"{part.Health} at {part.Address!.Authority}, process {part.ProcessId}", $"Read {part.LogFile}; 'bifrost down' and 'bifrost up --engine kafka' start it anew."),
    };

    private static Diagnosis Worker(WorkerState? worker) => worker switch
    {
        null => new("worker", Verdict.Warning, "does not run", "Run 'bifrost up'."),
        { Health: WorkerHealth.Healthy } => new("worker", Verdict.Fine, $"healthy at {worker.Url}, process {worker.ProcessId}"),
        _ => new("worker", Verdict.Fault, $"{worker.Health} at {worker.Url}, process {worker.ProcessId}", $"Read {worker.LogFile}; 'bifrost down' and 'bifrost up' start it anew."),
    };

    private static string NearestThatIsThere(string folder)
    {
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
            folder = parent;
        return folder;
    }
}
