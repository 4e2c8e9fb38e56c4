namespace Bifrost.Stack.Kafka;

/// <summary>Where the parts of a Kafka of ours answer now; null for one that does not run.</summary>
internal interface IRunningKafka
{
    Uri? BrokerAddress { get; }

    Uri? ConnectAddress { get; }

    Uri? RegistryAddress { get; }

    /// <summary>The controller's port that the broker was last started with; null before the first start, or where nobody here needs it.</summary>
    string? LastController { get; }

    /// <summary>The path at which the registry speaks Confluent's API to this machine's commands; <c>/</c> for its root.</summary>
    string RegistryPath { get; }
}
