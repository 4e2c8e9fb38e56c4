using Bifrost.Cli.Shell;
using Bifrost.Connect.Providers;
using Bifrost.Topology;
using Bifrost.Topology.Tables;

namespace Bifrost.Cli.Project;

/// <summary>A topology file and what stands beside it.</summary>
internal sealed record BifrostProject(BifrostTopology Topology, string Folder, string StateFolder, ReferenceResolver References)
{
    public string ConnectorsFolder => Path.Combine(Folder, "connectors");

    public string TemplatesFolder => Path.Combine(Folder, "templates");

    /// <summary>The committed snapshot of the sources' tables, read anew; <see cref="SourceTables.None"/> where there is none.</summary>
    /// <exception cref="TopologyException">The snapshot has faults.</exception>
    public SourceTables ReadTables() => TablesFile.LoadBeside(Topology);

    /// <exception cref="TopologyException">The topology has faults.</exception>
    public static BifrostProject Load(Invocation invocation) => new(
        TopologyFile.Load(invocation.FilePath),
        invocation.ProjectFolder,
        invocation.StateFolder,
        new ReferenceResolver(invocation.Terminal.Variable, Path.Combine(invocation.StateFolder, "env")));

    /// <summary>The targets of these names; all for none.</summary>
    /// <exception cref="CommandException">A name is no target's; the message lists those that there are.</exception>
    public IReadOnlyList<Target> TargetsNamed(IReadOnlyList<string> names)
    {
        var known = Topology.Targets.Select(static target => target.Name).ToList();
        if (names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            var nearest = NearestName.Of(unknown, known);
            throw new CommandException($"The topology has no target '{unknown}'{(nearest is null ? "" : $"; did you mean '{nearest}'?")} It has: {string.Join(", ", known)}.", ExitCode.Usage);
        }
        return names.Count == 0 ? Topology.Targets : [.. Topology.Targets.Where(target => names.Contains(target.Name))];
    }

    /// <exception cref="CommandException">No cluster has that name; the message lists those that there are.</exception>
    public Cluster ClusterNamed(string name) => Topology.Clusters.FirstOrDefault(cluster => cluster.Name == name)
        ?? throw ClusterFaults.Unknown(name, [.. Topology.Clusters.Select(static cluster => cluster.Name)]);
}
