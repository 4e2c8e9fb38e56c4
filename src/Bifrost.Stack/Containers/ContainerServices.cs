namespace Bifrost.Stack.Containers;

/// <summary>Services of the compose file besides the databases, by what was asked for.</summary>
/// <param name="Profile">Theirs in the compose file.</param>
/// <param name="Names">In the order of their start.</param>
/// <param name="Connect">The one whose REST API is published at the cluster's URL.</param>
/// <param name="Broker">Bootstrap address inside; null without Kafka.</param>
/// <param name="Registry">Null without Kafka.</param>
internal sealed record ContainerServices(string Profile, IReadOnlyList<string> Names, string Connect, string? Broker = null, string? Registry = null)
{
    public const string Ui = "ui";

    public const string Worker = "worker";

    /// <summary>Every service that runs connectors or Kafka: two sets of them follow the same databases.</summary>
    private static readonly ContainerServices[] Sets =
    [
        new("kafka", ["kafka", "registry", "connect"], "connect", "kafka", "registry"),
        new("cluster", ["kafka-1", "kafka-2", "kafka-3", "registry-1", "connect-1", "connect-2"], "connect-1", "kafka-1", "registry-1"),
        new(Worker, [Worker], Worker),
    ];

    public static ContainerServices Of(ContainerProgram program) => program switch
    {
        { Engine: ContainerEngine.Worker } => Sets[2],
        { IsCluster: true } => Sets[1],
        _ => Sets[0],
    };

    /// <summary>The set that containers are there of; null where none are.</summary>
    public static ContainerServices? Of(IReadOnlyList<ContainerPart> containers) => Sets.FirstOrDefault(set => containers.Any(container => set.Names.Contains(container.Service)));

    /// <summary>Those that resolve the connectors' references.</summary>
    public IReadOnlyList<string> Workers => [.. Names.Where(static name => name == Worker || name.StartsWith("connect", StringComparison.Ordinal))];

    /// <summary>What a service builds on stops after it: databases and brokers last.</summary>
    public static int LevelOf(string service) => service switch
    {
        Worker or Ui => 2,
        _ when service.StartsWith("connect", StringComparison.Ordinal) => 2,
        _ when service.StartsWith("registry", StringComparison.Ordinal) => 1,
        _ => 0,
    };

    /// <summary>Two sets are the same when they run the same services.</summary>
    public bool IsOf(ContainerProgram program) => Connect == Of(program).Connect;
}
