using Bifrost.Stack.Kafka;

namespace Bifrost.Stack.Plan;

/// <summary>What <c>up</c> will see to, decided before anything is touched.</summary>
/// <param name="Variables">Every variable that the topology names for these databases, and the worker's URL, in the order of the topology.</param>
/// <param name="Kafka">Where the parts of a local Kafka answer; null where none is asked for.</param>
/// <param name="Known">Those variables, and others that the topology names, as a process of ours is to see them: the environment wins.</param>
/// <param name="LeftAlone">Names of databases whose host is set to a server of somebody else's, and of clusters elsewhere.</param>
internal sealed record StackPlan(
    IReadOnlyList<DatabasePlan> Databases,
    Uri? WorkerUrl,
    KafkaAddresses? Kafka,
    IReadOnlyList<KeyValuePair<string, string>> Variables,
    IReadOnlyDictionary<string, string> Known,
    IReadOnlyList<string> LeftAlone);
