using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Health;

namespace Bifrost.Cli.Traces;

/// <param name="Task">Null for the connector itself.</param>
/// <param name="Trace">Whole, without values of rows and secrets.</param>
internal sealed record ShownTrace(string Connector, int? Task, ConnectorState State, string Worker, string Trace);

/// <summary>Prints the whole traces of what has failed, or tries again; <c>status</c> shows a line of each.</summary>
internal sealed class TracesCommand : Verb
{
    private readonly Argument<string[]> _names;

    public TracesCommand() : base("traces", "Show the whole traces of connectors and tasks, without values of rows and secrets", "bifrost traces mjolnir-sink", "bifrost traces '*-sink' --cluster kafka") =>
        _names = Take(ConnectorArguments.Many(this, "Connectors, by name; * stands for any characters; all of the cluster when none is named"));

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var client = invocation.OpenCluster();
        var given = invocation.Value(_names)!;
        var present = await client.ListConnectorsAsync(cancellation).ConfigureAwait(false);
        var names = given.Length == 0 ? [.. present.Order(StringComparer.Ordinal)] : ConnectorPatterns.Expand(given, present);
        if (names.FirstOrDefault(name => !present.Contains(name)) is { } unknown)
            throw ConnectorFaults.Unknown(unknown, client.Endpoint, present);
        var traces = new List<ShownTrace>();
        foreach (var name in names)
            if (await client.FindStatusAsync(name, cancellation).ConfigureAwait(false) is { } status)
                traces.AddRange(Of(status));
        invocation.Results.WriteLines(traces, Lines);
        return ExitCode.Fine;
    }

    private static IEnumerable<ShownTrace> Of(ConnectorStateInfo status) => status.Tasks.OrderBy(static task => task.Id)
        .Select(task => (Task: (int?)task.Id, task.State, task.WorkerId, task.Trace))
        .Prepend((null, status.Connector.State, status.Connector.WorkerId, status.Connector.Trace))
        .Where(static one => !string.IsNullOrWhiteSpace(one.Trace))
        .Select(one => new ShownTrace(status.Name, one.Task, one.State, one.WorkerId, TraceText.Scrub(one.Trace!.ReplaceLineEndings("\n")).TrimEnd()));

    private static IEnumerable<string> Lines(IReadOnlyList<ShownTrace> traces) => traces.Count == 0
        ? ["There are no traces."]
        : traces.SelectMany(static one => new[] { $"{one.Connector}{(one.Task is { } task ? $" task {task}" : "")}: {one.State.ToString().ToUpperInvariant()} on {one.Worker}" }
            .Concat(one.Trace.Split('\n').Select(static line => "    " + line.Replace("\t", "    ", StringComparison.Ordinal))));
}
