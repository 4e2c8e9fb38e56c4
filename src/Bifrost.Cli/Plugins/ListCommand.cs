using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Plugins;

/// <summary>Lists what is installed on the workers of a cluster.</summary>
internal sealed class ListCommand : Verb
{
    private readonly Option<bool> _all;

    public ListCommand() : base("list", "List the connector classes that the cluster has", "bifrost plugins list --all") =>
        _all = Take(new Option<bool>("--all") { Description = "Converters, transforms and predicates too" });

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var client = invocation.OpenCluster();
        var plugins = await client.ListPluginsAsync(connectorsOnly: !invocation.Value(_all), cancellation).ConfigureAwait(false);
        invocation.Results.Write(plugins, static rows => Table.Of(rows,
            ("Type", static row => row.Type),
            ("Class", static row => row.Class),
            ("Version", static row => row.Version ?? "-")));
        return ExitCode.Fine;
    }
}
