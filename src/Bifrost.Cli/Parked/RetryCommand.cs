using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Shell;
using Bifrost.Postgres.Parked;

namespace Bifrost.Cli.Parked;

/// <param name="Reason">Why it stays parked; null where it does not.</param>
internal sealed record RetriedLine(string Id, string Table, string Operation, RetryOutcome Outcome, string? Reason);

/// <summary>Writes parked rows as the stream would have.</summary>
internal sealed class RetryCommand : Verb
{
    private readonly Argument<string[]> _ids;
    private readonly Option<bool> _all;
    private readonly Option<string?> _sink;
    private readonly Option<bool> _force;

    public RetryCommand() : base("retry",
        "Write parked rows to their targets, in the order in which the changes were made, each in a transaction of its own; exit code 1 when one is refused again. "
        + "One is refused, and stays as it is, where something newer could be overwritten: a later change of the row went through, an earlier one is still parked, or a row that is to be inserted is there",
        "bifrost parked retry mjolnir-sink/12", "bifrost parked retry --all --sink mjolnir-sink")
    {
        _ids = Take(ParkedArguments.Many(this));
        _all = Take(ParkedArguments.All());
        _sink = Take(ParkedArguments.Sink());
        _force = Take(new Option<bool>("--force") { Description = "Write also where something newer is overwritten, or comes back after it was deleted" });
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var targets = ParkedTargets.Of(invocation, invocation.Value(_sink));
        var chosen = await ParkedArguments.ChosenAsync(targets, invocation.Value(_ids)!, invocation.Value(_all), cancellation).ConfigureAwait(false);
        var lines = await invocation.Messages.ProgressAsync(board => RetryAsync(chosen, invocation.Value(_force), board, cancellation)).ConfigureAwait(false);
        invocation.Results.Write(lines, static rows => Table.Of(rows,
            ("Id", static row => row.Id),
            ("Table", static row => row.Table),
            ("Operation", static row => row.Operation),
            ("Outcome", static row => row.Outcome.ToString().ToLowerInvariant()),
            ("Reason", static row => row.Reason ?? "-")) with { WhenEmpty = "No row is parked." });
        targets.Tell(invocation);
        return targets.Unread.Count > 0 || lines.Any(static line => line.Outcome == RetryOutcome.Refused) ? ExitCode.Fault : ExitCode.Fine;
    }

    private static async Task<IReadOnlyList<RetriedLine>> RetryAsync(IReadOnlyList<PlacedRow> chosen, bool force, IProgressBoard board, CancellationToken cancellation)
    {
        var lines = new List<RetriedLine>();
        foreach (var target in chosen.GroupBy(static row => row.Store))
        {
            var rows = target.Select(static row => row.Row).ToList();
            var step = board.Begin($"Retrying {ParkedWords.Rows(rows.Count)} on {target.First().Target}");
            var done = 0;
            await target.Key.RetryAsync(rows, force, Took, cancellation).ConfigureAwait(false);
            step.Finish("done");

            void Took(RetriedRow row)
            {
                lines.Add(new RetriedLine(ParkedWords.Id(row.Row), row.Row.SourceTable, ParkedWords.Operation(row.Row.Operation), row.Outcome, row.Reason));
                step.Report((double)++done / rows.Count);
            }
        }

        return lines;
    }
}
