using System.Globalization;
using Bifrost.Stack.Kafka;
using Bifrost.Topology;

namespace Bifrost.Stack.Plan;

/// <summary>Decides where the parts of a local Kafka answer, by the URLs of the topology's first cluster of kind <c>kafka-connect</c> and its first registry.</summary>
internal sealed class KafkaPlanner(Variables variables, PortChooser ports, IRunningKafka stack)
{
    /// <summary>Holds the broker's <c>HOST:PORT</c> for the command line; a topology names it in <c>clusters.NAME.bootstrap</c>.</summary>
    public const string BootstrapVariable = "BIFROST_KAFKA_BOOTSTRAP";

    private const string RegistryVariable = "SCHEMA_REGISTRY_URL";

    private const int UsualBroker = 19092;
    private const int UsualConnect = 18083;
    private const int UsualRegistry = 18081;

    /// <summary>Null where the cluster's URL is set to be elsewhere: it is left alone then, and so is all of Kafka.</summary>
    /// <param name="withRegistry">The Kafka that was found has a registry of its own.</param>
    /// <exception cref="StackException">There is no such cluster, or a port that is set cannot be had.</exception>
    public KafkaAddresses? Plan(BifrostTopology topology, bool withRegistry, ICollection<string> leftAlone)
    {
        var cluster = topology.Clusters.FirstOrDefault(static cluster => cluster.Kind == ClusterKind.KafkaConnect) ?? throw StackException.NoKafkaCluster();
        if (Connect(cluster) is not { } connect)
        {
            leftAlone.Add(cluster.Name);
            variables.Forget(cluster.Url, $"${{env:{BootstrapVariable}}}");
            return null;
        }

        var broker = Broker();
        var controller = ports.Choose("the broker's controller", "its port", null, stack.BrokerAddress is null ? null : PortOf(stack.LastController), stack.LastController);
        return new KafkaAddresses(broker, controller, connect, Registry(topology, withRegistry, leftAlone));
    }

    private Uri? Connect(Cluster cluster)
    {
        var reference = EnvironmentReference.In(cluster.Url);
        var set = reference is null ? cluster.Url : variables.Set(reference.Name);
        var text = set ?? variables.Remembered(reference!.Name) ?? reference.Default ?? Http(UsualConnect);
        var url = Parse(text) ?? throw StackException.BadUrl(cluster.Name, text);
        return url.IsLoopback ? Choose("Kafka Connect", url, set is not null, stack.ConnectAddress, reference?.Name, $"the url of the cluster {cluster.Name} in the topology") : null;
    }

    private int Broker()
    {
        var set = variables.Set(BootstrapVariable);
        var text = set ?? variables.Remembered(BootstrapVariable) ?? string.Create(CultureInfo.InvariantCulture, $"{KafkaAddresses.Host}:{UsualBroker}");
        if (!Uri.TryCreate("tcp://" + text, UriKind.Absolute, out var address) || !address.IsLoopback || address.Port <= 0)
            throw StackException.BadBootstrap(text);
        return Choose("the broker", address, set is not null, stack.BrokerAddress, BootstrapVariable, "", static chosen => chosen.Authority).Port;
    }

    /// <summary>A registry that is set to be elsewhere, or that answers at the port that is set already, is somebody's.</summary>
    private Uri? Registry(BifrostTopology topology, bool isThere, ICollection<string> leftAlone)
    {
        var field = topology.Clusters.Select(static cluster => cluster.Converter).OfType<Converter.Avro>().FirstOrDefault()?.Registry;
        var name = field is null ? RegistryVariable : EnvironmentReference.In(field)?.Name;
        var set = name is null ? field : variables.Set(name);
        var url = Parse(set ?? variables.Remembered(name!) ?? Http(UsualRegistry));
        var ours = url == stack.RegistryAddress;
        if (isThere && url is { IsLoopback: true } && (set is null || ours || Ports.LocalPort.IsFree(url.Port)))
            return Choose("the registry", url, set is not null, stack.RegistryAddress, name, "the registry of a converter in the topology", chosen => new Uri(chosen, stack.RegistryPath).ToString().TrimEnd('/'));
        if (set is not null)
            leftAlone.Add("registry");
        if (name is not null)
            variables.Forget($"${{env:{name}}}");
        return null;
    }

    private Uri Choose(string what, Uri wanted, bool isSet, Uri? running, string? variable, string field, Func<Uri, string>? noted = null)
    {
        var port = wanted.Port.ToString(CultureInfo.InvariantCulture);
        var chosen = new UriBuilder(wanted) { Port = ports.Choose(what, variable ?? field, isSet ? port : null, running?.Port, port), Path = "/" }.Uri;
        if (variable is not null)
            variables.Note(variable, noted is null ? chosen.GetLeftPart(UriPartial.Authority) : noted(chosen));
        return chosen;
    }

    private static Uri? Parse(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" ? parsed : null;

    private static int? PortOf(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out var port) ? port : null;

    private static string Http(int port) => string.Create(CultureInfo.InvariantCulture, $"http://{KafkaAddresses.Host}:{port}");
}
