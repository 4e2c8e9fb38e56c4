using System.Globalization;
using Bifrost.Stack.Kafka;

namespace Bifrost.Stack.Containers;

/// <summary>The Kafka that runs in containers, as this machine reaches it.</summary>
internal sealed class ContainerKafka(IReadOnlyList<ContainerPart> containers) : IRunningKafka
{
    private readonly ContainerServices? _services = ContainerServices.Of(containers);

    public Uri? BrokerAddress => AddressOf(_services?.Broker, "tcp", "/");

    public Uri? ConnectAddress => AddressOf(_services?.Connect, "http", "/");

    public Uri? RegistryAddress => AddressOf(_services?.Registry, "http", RegistryPath);

    public string? LastController => null;

    /// <summary>Apicurio's: its own API, which converters ask, has another one.</summary>
    public string RegistryPath => "/apis/ccompat/v7";

    private Uri? AddressOf(string? service, string scheme, string path) =>
        containers.FirstOrDefault(container => container.Service == service && container.HasProcess) is { Port: { } port }
            ? new Uri(string.Create(CultureInfo.InvariantCulture, $"{scheme}://{KafkaAddresses.Host}:{port}{path}"))
            : null;
}
