using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;

namespace Bifrost.Cli.States;

/// <summary>Which connectors a change of state is for: those named, those that match a pattern, or all of the topology.</summary>
internal sealed class StateTarget(Argument<string[]> names, Option<bool> all)
{
    public static StateTarget AddTo(Verb verb)
    {
        var names = ConnectorArguments.Many(verb, "Connectors, by name; * stands for any characters, as in '*-sink'");
        var all = new Option<bool>("--all") { Description = "Every connector of the topology" };
        verb.Arguments.Add(names);
        verb.Options.Add(all);
        return new StateTarget(names, all);
    }

    /// <exception cref="CommandException">None is named, or one is not there.</exception>
    public async Task<IReadOnlyList<string>> NamesAsync(Invocation invocation, IConnectClient client, CancellationToken cancellation)
    {
        var given = invocation.Value(names)!;
        if (given.Length == 0 && !invocation.Value(all))
            throw new CommandException("Name at least one connector, or give --all.", ExitCode.Usage);
        var present = await client.ListConnectorsAsync(cancellation).ConfigureAwait(false);
        var named = ConnectorPatterns.ExpandPresent(given, present, client.Endpoint);
        if (named.Count > 0)
            return named;
        var own = ClusterConnection.IsUrl(invocation.ClusterName) ? present : [.. RenderedFiles.Desired(BifrostProject.Load(invocation), invocation).Select(static one => one.Name)];
        return [.. own.Where(present.Contains)];
    }
}
