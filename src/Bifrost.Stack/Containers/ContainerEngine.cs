namespace Bifrost.Stack.Containers;

/// <summary>What runs the connectors in containers.</summary>
public enum ContainerEngine
{
    /// <summary>Kafka, a schema registry and Kafka Connect.</summary>
    Kafka,

    /// <summary>The embedded worker.</summary>
    Worker,
}
