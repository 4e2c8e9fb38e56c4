using Bifrost.Stack.Containers;
using Bifrost.Stack.Embedded;
using Bifrost.Stack.Kafka;
using Bifrost.Topology;

namespace Bifrost.Stack;

/// <summary>What <see cref="LocalStack.UpAsync"/> is to bring up.</summary>
public sealed record UpRequest
{
    public required BifrostTopology Topology { get; init; }

    /// <summary>SQL that makes a source's tables, by the source's name: idempotent, run as the role that owns the database.</summary>
    public IReadOnlyDictionary<string, string> SourceScripts { get; init; } = new Dictionary<string, string>();

    /// <summary>How the embedded worker is started; null starts none.</summary>
    public WorkerProgram? Worker { get; init; }

    /// <summary>The Kafka to start a broker, a registry and a Connect worker of; null starts none.</summary>
    public KafkaProgram? Kafka { get; init; }

    /// <summary>What to run in containers, databases included; null runs everything as processes.</summary>
    public ContainerProgram? Containers { get; init; }
}
