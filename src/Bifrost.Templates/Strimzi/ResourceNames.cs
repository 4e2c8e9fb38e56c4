using System.Text.RegularExpressions;
using Bifrost.Topology;

namespace Bifrost.Templates.Strimzi;

/// <summary>Names as Kubernetes takes them (RFC 1123). What Bifrost is free to name is mapped; a connector's name is not, as Strimzi hands it on to Connect.</summary>
internal static partial class ResourceNames
{
    /// <summary>A label of Kubernetes holds 63 characters, and Strimzi's longest name that must fit into one is <c>&lt;name&gt;-connect-api</c>.</summary>
    private const int LongestConnect = 63 - 12;

    public static string OfConnect(BifrostTopology topology, Cluster cluster)
    {
        var name = Mapped($"clusters.{cluster.Name}", $"{topology.Name}-{cluster.Name}");
        return name.Length <= LongestConnect ? name : throw StrimziException.LongName(cluster.Name, name, LongestConnect);
    }

    public static string OfSecret(BifrostTopology topology, string part) => Mapped($"The secret of '{part}'", $"{topology.Name}-{part}");

    /// <summary>The topology as the value of a label.</summary>
    public static string OfLabel(BifrostTopology topology) => Mapped("The topology", topology.Name);

    public static string OfTopic(string topic) => Mapped($"The topic '{topic}'", topic.ToLowerInvariant());

    public static string OfConnector(DeployedConnector connector) =>
        Subdomain().IsMatch(connector.Name) ? connector.Name : throw StrimziException.ConnectorName(connector.Field, connector.Name);

    /// <summary>Holds that no two things have one name after the mapping.</summary>
    public static void Distinct(string kind, IEnumerable<(string Name, string From)> names)
    {
        foreach (var same in names.GroupBy(static one => one.Name).Select(static group => group.ToList()).Where(static group => group.Count > 1))
            throw StrimziException.SameName(kind, same[0].Name, same[0].From, same[1].From);
    }

    private static string Mapped(string what, string name)
    {
        var mapped = name.Replace('_', '-');
        return Subdomain().IsMatch(mapped) ? mapped : throw StrimziException.NoName(what, mapped);
    }

    [GeneratedRegex(@"\A(?=.{1,253}\z)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex Subdomain();
}
