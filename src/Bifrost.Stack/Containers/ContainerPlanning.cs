using Bifrost.Stack.Plan;
using Bifrost.Topology;

namespace Bifrost.Stack.Containers;

/// <summary>The plan of a stack in containers: what is ours and every value, as for processes, with the ports of the containers that run.</summary>
internal static class ContainerPlanning
{
    /// <param name="containers">What is there already.</param>
    /// <exception cref="StackException">A value cannot be set or used.</exception>
    public static StackPlan Plan(BifrostTopology topology, IReadOnlyDictionary<string, string> scripts, ContainerProgram program, Variables variables, IReadOnlyList<ContainerPart> containers)
    {
        int? PortOf(string service) => containers.FirstOrDefault(container => container.Service == service && container.HasProcess)?.Port;
        var isKafka = program.Engine == ContainerEngine.Kafka;
        var worker = PortOf(ContainerServices.Worker) is { } port ? new UriBuilder("http", "127.0.0.1", port).Uri : null;
        var planner = new Planner(variables, PortOf, worker, new ContainerKafka(containers));
        var plan = planner.Plan(topology, scripts, withWorker: !isKafka, withKafka: isKafka, withRegistry: isKafka);
        ContainerPorts.Choose(program, variables, planner.Ports, containers);
        return plan with { Variables = variables.Kept, Known = variables.Known };
    }
}
