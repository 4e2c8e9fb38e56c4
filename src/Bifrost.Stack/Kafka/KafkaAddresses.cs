namespace Bifrost.Stack.Kafka;

/// <summary>Where the parts of a local Kafka answer, all on loopback.</summary>
/// <param name="Broker">Port that clients bootstrap from.</param>
/// <param name="Controller">Port of the broker's own controller (KRaft); nobody else asks there.</param>
/// <param name="Connect">Base URL of the Connect worker.</param>
/// <param name="Registry">Base URL of the schema registry; null for none of ours.</param>
public sealed record KafkaAddresses(int Broker, int Controller, Uri Connect, Uri? Registry)
{
    public const string Host = "127.0.0.1";

    /// <summary>Kafka's <c>bootstrap.servers</c>.</summary>
    public string Bootstrap => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Host}:{Broker}");
}
