using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Health;
using Bifrost.Connect.Plan;

namespace Bifrost.Cli.Connectors;

/// <param name="Config">Secrets are masked, key by key.</param>
internal sealed record DescribedConnector(
    string Name, ConnectorType Type, ConnectorState? State, IReadOnlyList<DescribedTask> Tasks, IReadOnlyList<string> Topics, IReadOnlyDictionary<string, string> Config);

/// <param name="Trace">Its first line and deepest cause.</param>
internal sealed record DescribedTask(int Id, ConnectorState State, string Worker, string? Trace);

/// <summary>Shows everything about one connector.</summary>
internal sealed class DescribeCommand : Verb
{
    private readonly Argument<string> _name;

    public DescribeCommand() : base("describe", "Show a connector's configuration, tasks and topics", "bifrost connectors describe mjolnir-sink") =>
        _name = Take(ConnectorArguments.One(this, "The connector's name"));

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var client = invocation.OpenCluster();
        var name = invocation.Value(_name)!;
        var info = await client.FindConnectorAsync(name, cancellation).ConfigureAwait(false)
            ?? throw ConnectorFaults.Unknown(name, client.Endpoint, await client.ListConnectorsAsync(cancellation).ConfigureAwait(false));
        var status = await client.FindStatusAsync(name, cancellation).ConfigureAwait(false);
        var topics = await client.ListTopicsAsync(name, cancellation).ConfigureAwait(false);
        invocation.Results.WriteLines(Describe(info, status, topics), Lines);
        return ExitCode.Fine;
    }

    private static DescribedConnector Describe(ConnectorInfo info, ConnectorStateInfo? status, IReadOnlyList<string> topics) => new(
        info.Name, info.Type, status?.Connector.State,
        [.. (status?.Tasks ?? []).OrderBy(static task => task.Id).Select(static task => new DescribedTask(task.Id, task.State, task.WorkerId, TraceSummary.Of(task.Trace)))],
        [.. topics.Order(StringComparer.Ordinal)],
        new SortedDictionary<string, string>(info.Config.ToDictionary(static entry => entry.Key, static entry => SecretMask.ByName.Show(entry.Key, entry.Value ?? "")), StringComparer.Ordinal));

    private static IEnumerable<string> Lines(DescribedConnector connector) =>
    [
        $"{connector.Name} ({connector.Type.ToString().ToLowerInvariant()}): {connector.State?.ToString().ToUpperInvariant() ?? "no status"}",
        .. connector.Tasks.Select(static task => $"  task {task.Id}: {task.State.ToString().ToUpperInvariant()} on {task.Worker}{(task.Trace is null ? "" : $": {task.Trace}")}"),
        .. connector.Topics.Select(static topic => $"  topic {topic}"),
        .. connector.Config.Select(static entry => $"  {entry.Key} = {entry.Value}"),
    ];
}
