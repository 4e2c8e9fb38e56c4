using Bifrost.Stack.Plan;

namespace Bifrost.Stack.Kafka;

/// <summary>Where the parts of a local Kafka answer, all on loopback.</summary>
/// <param name="Broker">Port that clients bootstrap from.</param>
/// <param name="Controller">Port of the broker's own controller (KRaft); nobody else asks there.</param>
/// <param name="Connect">Base URL of the Connect worker.</param>
/// <param name="Registry">Base URL of the schema registry; null for none of ours.</param>
public sealed record KafkaAddresses(int Broker, int Controller, Uri Connect, Uri? Registry)
{
    public const string Host = "127.0.0.1";

    /// <summary>Ports that are free now, and no registry: for a Kafka that nobody else is to find.</summary>
    public static KafkaAddresses OnFreePorts()
    {
        var ports = new PortChooser();
        int Free(string what) => ports.Choose(what, "", set: null, running: null, preferred: null);
        return new KafkaAddresses(Free("the broker"), Free("the broker's controller"), new UriBuilder(Uri.UriSchemeHttp, Host, Free("Kafka Connect")).Uri, Registry: null);
    }

    /// <summary>Kafka's <c>bootstrap.servers</c>.</summary>
    public string Bootstrap => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Host}:{Broker}");
}
