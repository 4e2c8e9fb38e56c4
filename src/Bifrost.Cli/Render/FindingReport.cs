using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Templates;
using Bifrost.Templates.Findings;

namespace Bifrost.Cli.Render;

/// <summary>Says what the connectors cannot carry, wherever they are rendered: before anything is deployed, and without a database.</summary>
internal static class FindingReport
{
    /// <summary>The findings of some rendered files, said on stderr.</summary>
    /// <param name="all">Every rendered file of the topology.</param>
    /// <param name="cluster">Only this cluster's; null for all.</param>
    public static IReadOnlyList<ConnectorFinding> Write(BifrostProject project, Invocation invocation, IReadOnlyList<RenderedConnector> all, string? cluster = null)
    {
        var tables = project.ReadTables();
        var findings = ConnectorFindings.Of(project.Topology, all, tables).Where(finding => cluster is null || finding.Cluster == cluster).ToList();
        foreach (var (severity, line) in FindingLines.Of(findings))
            invocation.Messages.Finding(severity == FindingSeverity.Error, line);
        foreach (var accepted in cluster is null ? ConnectorFindings.Unneeded(project.Topology, all, tables) : [])
            invocation.Messages.Warning($"accept has '{accepted.Rule}{(accepted.Where is null ? "" : $" {accepted.Where}")}', and there is no such finding. Take it out of the topology.");
        return findings;
    }

    /// <summary>As <see cref="Write"/>, for what is about to be deployed.</summary>
    /// <returns>Why it must not be deployed, to be thrown; null where it may.</returns>
    public static CommandException? Check(BifrostProject project, Invocation invocation, string? templates)
    {
        var errors = Count(Write(project, invocation, RenderedFiles.Of(project, invocation, templates), invocation.ClusterName));
        return errors > 0 ? new CommandException($"{Sentence(errors)} Nothing was deployed to {invocation.ClusterName}.") : null;
    }

    public static bool HasErrors(IEnumerable<ConnectorFinding> findings) => Count(findings) > 0;

    private static int Count(IEnumerable<ConnectorFinding> findings) => findings.Count(static finding => finding.Severity == FindingSeverity.Error);

    private static string Sentence(int errors) =>
        $"{(errors == 1 ? "1 finding is an error" : $"{errors} findings are errors")}: rows would be lost, or a task would stop. Mend what they name, or take them as they are with `accept:` in the topology.";
}
