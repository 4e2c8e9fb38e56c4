using Bifrost.Stack.Plan;
using Bifrost.Topology;

namespace Bifrost.Stack.Containers;

/// <summary>The variables that connectors refer to, as a container sees them: our databases by the names of their services, the registry by its own.</summary>
internal static class InsideVariables
{
    /// <summary>What every PostgreSQL image listens on.</summary>
    private const string DatabasePort = "5432";

    /// <summary>Variable -> value. A value that is the same outside is a reference of compose, <c>${NAME}</c>, so that no secret is written to a file.</summary>
    /// <param name="named">What the connectors refer to.</param>
    /// <param name="registry">The registry's service; null where none of ours runs.</param>
    /// <exception cref="StackException">A variable has no value, or one that no container can use.</exception>
    public static IReadOnlyDictionary<string, string> Of(BifrostTopology topology, StackPlan plan, IReadOnlyList<string> named, string? registry, Func<string, string?> environment)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, connection) in topology.Sources.Select(static source => (source.Name, source.Connection)).Concat(topology.Targets.Select(static target => (target.Name, target.Connection))))
        {
            if (plan.Databases.Any(database => database.Name == name))
                AddOurs(known, name, connection);
            else
                RequireReachable(name, connection.Host, plan, environment);
        }

        if (registry is not null && RegistryVariable(topology) is { } variable)
            known[variable] = $"http://{registry}:8080";
        return named.ToDictionary(static name => name, name => known.GetValueOrDefault(name) ?? Reference(name, plan, environment), StringComparer.Ordinal);
    }

    private static void AddOurs(Dictionary<string, string> known, string name, DatabaseConnection connection)
    {
        if (EnvironmentReference.In(connection.Port) is not { } port)
        {
            if (connection.Port != DatabasePort)
                throw StackException.PortNotReferable(name, connection.Port);
        }
        else
        {
            known[port.Name] = DatabasePort;
        }

        known[EnvironmentReference.In(connection.Host)!.Name] = name;
    }

    private static void RequireReachable(string name, string field, StackPlan plan, Func<string, string?> environment)
    {
        var host = EnvironmentReference.In(field) is { } reference ? environment(reference.Name) ?? plan.Known.GetValueOrDefault(reference.Name) : field;
        if (host is "localhost" or "::1" || host?.StartsWith("127.", StringComparison.Ordinal) == true)
            throw StackException.HostNotReachable(name, host);
    }

    private static string? RegistryVariable(BifrostTopology topology) =>
        topology.Clusters.Select(static cluster => cluster.Converter).OfType<Converter.Avro>().Select(static converter => EnvironmentReference.In(converter.Registry)?.Name).FirstOrDefault(static name => name is not null);

    private static string Reference(string name, StackPlan plan, Func<string, string?> environment) =>
        environment(name) is { Length: > 0 } || plan.Known.ContainsKey(name) ? $"${{{name}}}" : throw StackException.VariableNotSet(name);
}
