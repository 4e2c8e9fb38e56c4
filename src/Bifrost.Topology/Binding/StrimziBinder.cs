using System.Globalization;
using Bifrost.Topology.Reading;
using Bifrost.Topology.Shapes;

namespace Bifrost.Topology.Binding;

internal static class StrimziBinder
{
    public static StrimziSettings Bind(PartView strimzi) => new()
    {
        Kafka = strimzi.Required("kafka"),
        Image = strimzi.Required("image"),
        Build = strimzi.Switch("build"),
        PushSecret = strimzi.Text("pushSecret"),
        Namespace = strimzi.Text("namespace"),
        Replicas = int.Parse(strimzi.Required("replicas"), CultureInfo.InvariantCulture),
        Login = strimzi.Text("login") switch { "none" => StrimziLogin.None, "scram-sha-512" => StrimziLogin.ScramSha512, _ => StrimziLogin.Tls },
        Bootstrap = strimzi.Text("bootstrap"),
        AutoRestart = strimzi.Switch("autoRestart"),
        Plugins = [.. strimzi.Entries("plugins").Select(entry => BindPlugin(new PartView(entry.Key, entry.Value, StrimziShape.Plugin)))],
    };

    private static StrimziPlugin BindPlugin(PartView plugin) => new(plugin.Name, plugin.Text("version"), plugin.Text("url"), plugin.Text("sha512"));
}
