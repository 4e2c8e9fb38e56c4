using System.CommandLine;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Plan;
using Bifrost.Templates;

namespace Bifrost.Cli.Project;

/// <summary>The connectors that the topology asks for, rendered anew, so that no plan is made of a stale file.</summary>
internal static class RenderedFiles
{
    /// <summary>The option of every command that renders.</summary>
    public static Option<string?> TemplatesOption() => new("--templates")
    {
        Description = "A folder with templates of your own, which win over those that are built in",
        HelpName = "DIR",
    };

    /// <param name="templates">As given on the command line; null for the built-in ones alone.</param>
    public static IReadOnlyList<RenderedConnector> Of(BifrostProject project, Invocation invocation, string? templates = null) =>
        ConnectorRenderer.Render(project.Topology, templates is null ? null : invocation.Resolve(templates), project.ReadTables());

    /// <summary>What one cluster should run.</summary>
    /// <param name="cluster">Its name; null for the one that was chosen.</param>
    public static IReadOnlyList<DesiredConnector> Desired(BifrostProject project, Invocation invocation, string? templates = null, string? cluster = null) =>
    [
        .. Of(project, invocation, templates).Where(file => file.Cluster == (cluster ?? invocation.ClusterName))
            .Select(static file => DesiredConnector.Parse(file.Json, $"connectors/{file.RelativePath}")),
    ];
}
