using System.CommandLine;
using System.Globalization;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Parked;

/// <summary>Lists the rows that targets refused, without their values.</summary>
internal sealed class ListCommand : Verb
{
    private readonly Option<string?> _sink;

    public ListCommand() : base("list", "List the rows that targets refused and sinks with errors.tolerance=all went on without", "bifrost parked list", "bifrost parked list --sink mjolnir-sink --output json") =>
        _sink = Take(ParkedArguments.Sink());

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var targets = ParkedTargets.Of(invocation, invocation.Value(_sink));
        var rows = await targets.ReadAsync(cancellation).ConfigureAwait(false);
        invocation.Results.Write(new ParkedList(invocation.ClusterName, [.. rows.Select(ListedRow.Of)], targets.Unread), static list => Table.Of(list.Rows,
            ("Id", static row => row.Id),
            ("Target", static row => row.Target),
            ("Table", static row => row.Table),
            ("Operation", static row => row.Operation),
            ("Key", static row => ParkedWords.Key(row.Key)),
            ("Lsn", static row => row.Lsn),
            ("Parked at", static row => ParkedWords.Time(row.At)),
            ("Retries", static row => row.Retries.ToString(CultureInfo.InvariantCulture)),
            ("Later", static row => row.Later ?? "-"),
            ("Reason", static row => row.Reason)) with { WhenEmpty = list.Unread.Count == 0 ? "No row is parked." : "No row is parked on the targets that answered." });
        targets.Tell(invocation);
        return targets.Unread.Count == 0 ? ExitCode.Fine : ExitCode.Fault;
    }
}
