using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Topology;

namespace Bifrost.Cli.Import;

/// <summary>Writes a topology that renders to the connectors of a running cluster.</summary>
internal sealed class ImportCommand : Verb
{
    private readonly Argument<string[]> _connectors;
    private readonly Option<string?> _to;
    private readonly Option<string?> _name;
    private readonly Option<string?> _templates;

    public ImportCommand() : base("import", "Make a topology of the connectors of a running cluster; secrets become references",
        "bifrost import --cluster http://connect:8083 --to bifrost.yml", "bifrost import 'shop-*' --cluster kafka --to imported/")
    {
        _connectors = ConnectorArguments.Many(this, "Only these connectors, by name; * stands for any characters, as in 'shop-*'. Without one: all of the cluster");
        Arguments.Add(_connectors);
        _to = Take(new Option<string?>("--to") { Description = "File or folder to write the topology to; stdout where there is none. A file that is there is not overwritten", HelpName = "PATH" });
        _name = Take(new Option<string?>("--name") { Description = "Name of the topology; else the one that the connectors carry, else the cluster's", HelpName = "NAME" });
        _templates = Take(RenderedFiles.TemplatesOption());
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var project = ClusterConnection.IsUrl(invocation.ClusterName) ? null : BifrostProject.Load(invocation);
        var path = Destination(invocation);
        if (invocation.Value(_to) is not null && File.Exists(path))
            throw ImportFaults.Exists(path);
        using var client = project is null ? invocation.OpenCluster() : invocation.OpenCluster(project);
        var templates = invocation.Value(_templates) is { } folder ? invocation.Resolve(folder) : null;
        var report = await new ClusterImport(client, project?.ClusterNamed(invocation.ClusterName), path, templates).RunAsync(invocation.Value(_connectors)!, invocation.Value(_name), cancellation).ConfigureAwait(false);
        if (invocation.Value(_to) is null)
        {
            foreach (var line in ImportLines.Of(report))
                invocation.Messages.Info(line);
            invocation.Results.WriteText(report.Text);
            return ExitCode.Fine;
        }

        Write(path, report.Text);
        invocation.Results.WriteLines(report, ImportLines.Of);
        return ExitCode.Fine;
    }

    private string Destination(Invocation invocation)
    {
        if (invocation.Value(_to) is not { } to)
            return Path.Combine(invocation.ProjectFolder, TopologyFile.DefaultName);
        var path = invocation.Resolve(to);
        return to.EndsWith('/') || Directory.Exists(path) || !Path.HasExtension(path) ? Path.Combine(path, TopologyFile.DefaultName) : path;
    }

    private static void Write(string path, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ImportFaults.Unwritable(path, e);
        }
    }
}
