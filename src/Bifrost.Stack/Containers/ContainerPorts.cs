using System.Globalization;
using Bifrost.Stack.Kafka;
using Bifrost.Stack.Plan;

namespace Bifrost.Stack.Containers;

/// <summary>Ports on this machine's loopback that the compose file takes from variables.</summary>
internal static class ContainerPorts
{
    /// <summary>Ports that no URL of the topology holds, and where they usually are; each is remembered by its variable.</summary>
    private static readonly (string Service, string Variable, int Usual, Func<ContainerProgram, bool> IsWanted)[] Others =
    [
        ("kafka-2", "BIFROST_KAFKA_2_PORT", 29092, static program => program.IsCluster),
        ("kafka-3", "BIFROST_KAFKA_3_PORT", 39092, static program => program.IsCluster),
        ("connect-2", "BIFROST_CONNECT_2_PORT", 28083, static program => program.IsCluster),
        (ContainerServices.Ui, "BIFROST_UI_PORT", 18080, static program => program.WithUi),
    ];

    /// <summary>Chooses the ports that are wanted besides those of the topology, and notes them.</summary>
    public static void Choose(ContainerProgram program, Variables variables, PortChooser ports, IReadOnlyList<ContainerPart> containers)
    {
        foreach (var (service, variable, usual, _) in Others.Where(other => other.IsWanted(program)))
        {
            var running = containers.FirstOrDefault(container => container.Service == service && container.HasProcess)?.Port;
            var port = ports.Choose(service, variable, variables.Set(variable), running, variables.Remembered(variable) ?? usual.ToString(CultureInfo.InvariantCulture));
            variables.Note(variable, port.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Variable -> port, of the URLs that were planned.</summary>
    public static IEnumerable<(string Variable, int Port)> Of(StackPlan plan)
    {
        if (plan.WorkerUrl is { } worker)
            yield return ("BIFROST_WORKER_PORT", worker.Port);
        if (plan.Kafka is not { } kafka)
            yield break;
        yield return ("BIFROST_KAFKA_PORT", kafka.Broker);
        yield return ("BIFROST_CONNECT_PORT", kafka.Connect.Port);
        if (kafka.Registry is { } registry)
            yield return ("BIFROST_REGISTRY_PORT", registry.Port);
    }
}
