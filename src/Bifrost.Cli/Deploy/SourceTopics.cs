using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Kafka;
using Bifrost.Templates;
using Bifrost.Topology;
using Bifrost.Topology.Tables;

namespace Bifrost.Cli.Deploy;

/// <summary>Makes the topics of the sources before their connectors, with the settings that the topology asks for: one for each captured table, as Debezium will name it.</summary>
internal static class SourceTopics
{
    /// <returns>Names of the topics that were made; those that are there stay as they are.</returns>
    /// <exception cref="CommandException">The cluster has no brokers, or the tables are not known.</exception>
    /// <exception cref="BrokerException">The broker refuses.</exception>
    public static async Task<IReadOnlyList<string>> CreateAsync(BifrostProject project, Invocation invocation, CancellationToken cancellation)
    {
        if (project.ClusterNamed(invocation.ClusterName).Kind == ClusterKind.Embedded)
            throw new CommandException($"--create-topics: the cluster '{invocation.ClusterName}' is the embedded worker, which has no topics.", ExitCode.Usage);
        var topics = Of(project.Topology, project.ReadTables());
        using var broker = invocation.OpenBroker(project)
            ?? throw new CommandException($"--create-topics asks the Kafka brokers: name them in clusters.{invocation.ClusterName}.bootstrap of the topology.");
        return await broker.CreateTopicsAsync(topics, cancellation).ConfigureAwait(false);
    }

    public static IReadOnlyList<NewTopic> Of(BifrostTopology topology, SourceTables tables) => [.. topology.Sources.SelectMany(source => Of(source, tables))];

    private static IEnumerable<NewTopic> Of(Source source, SourceTables known)
    {
        var names = CapturedTopics.Of(source, known)
            ?? throw new CommandException($"--create-topics must know the tables of '{source.Name}': write them down with `bifrost schema pull`, or name each in sources.{source.Name}.tables.");
        return names.Select(name => new NewTopic(
            name,
            Number(source.Topics?.Partitions),
            (short?)Number(source.Topics?.Replication),
            source.Topics?.Config.ToDictionary(static one => one.Key, static one => one.Value!, StringComparer.Ordinal)));
    }

    private static int? Number(int? wanted) => wanted is null or -1 ? null : wanted;
}
