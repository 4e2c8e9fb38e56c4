using Bifrost.Stack.Containers;
using Bifrost.Stack.Plan;
using Bifrost.Stack.State;
using Bifrost.Topology;

namespace Bifrost.Stack.Doctor;

/// <summary>Looks at what the stack in containers needs of this machine, and at the containers that are there.</summary>
internal sealed class ContainerDoctor(StateFolder folder, Func<string, string?> environment)
{
    private readonly DockerEngine _engine = new(environment);
    private readonly ContainerStack _stack = new(folder, environment, TimeProvider.System);

    /// <param name="program">What would be started; null to look only at what is there.</param>
    public async Task<IReadOnlyList<Diagnosis>> ExamineAsync(BifrostTopology? topology, ContainerProgram? program, CancellationToken cancellation)
    {
        try
        {
            var facts = await _engine.AskAsync(cancellation).ConfigureAwait(false);
            List<Diagnosis> found = [await VersionAsync(facts, cancellation).ConfigureAwait(false)];
            if (program is not null)
                found.Add(EngineChecks.Memory(facts, program.Engine, program.IsCluster));
            var containers = await _stack.ContainersAsync(cancellation).ConfigureAwait(false);
            if (program is not null && topology is not null)
                found.Add(Ports(topology, program, containers));
            return [.. found, .. containers.Select(Container)];
        }
        catch (StackException e)
        {
            return [new("engine", Verdict.Fault, e.Message, "As it says.")];
        }
    }

    private async Task<Diagnosis> VersionAsync(EngineFacts facts, CancellationToken cancellation)
    {
        try
        {
            var (command, version) = await Compose.FindAsync(_engine, cancellation).ConfigureAwait(false);
            return EngineChecks.Version(facts, $"{string.Join(' ', command)} {version}");
        }
        catch (StackException e)
        {
            return new("compose", Verdict.Fault, e.Message, "As it says.");
        }
    }

    private Diagnosis Ports(BifrostTopology topology, ContainerProgram program, IReadOnlyList<ContainerPart> containers)
    {
        try
        {
            var plan = ContainerPlanning.Plan(topology, new Dictionary<string, string>(), program, new Variables(environment, EnvironmentFile.Read(folder.EnvironmentFile)), containers);
            var ports = plan.Databases.Select(static database => $"{database.Name} {database.Port}").Concat(ContainerPorts.Of(plan).Select(static port => $"{port.Variable} {port.Port}"));
            return new("ports", Verdict.Fine, string.Join(", ", ports) + (plan.LeftAlone.Count > 0 ? $"; elsewhere: {string.Join(", ", plan.LeftAlone)}" : ""));
        }
        catch (StackException e)
        {
            return new("ports", Verdict.Fault, e.Message, "As it says; ports that are not set are chosen by up.");
        }
    }

    private static Diagnosis Container(ContainerPart container) => container switch
    {
        { IsUp: true } => new(container.Service, Verdict.Fine, container.State + (container.Port is { } port ? $" at 127.0.0.1:{port}" : "")),
        { HasProcess: true } => new(container.Service, Verdict.Fault, container.State, $"Read 'docker logs {container.Id[..12]}'; 'bifrost down' and 'bifrost up --engine docker' start it anew."),
        _ => new(container.Service, Verdict.Warning, container.State, "Run 'bifrost up --engine docker'."),
    };
}
