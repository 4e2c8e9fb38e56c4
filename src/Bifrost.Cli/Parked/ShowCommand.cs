using System.CommandLine;
using Bifrost.Cli.Shell;
using Bifrost.Postgres.Parked;

namespace Bifrost.Cli.Parked;

/// <summary>The result of <c>bifrost parked show</c>. It holds values.</summary>
internal sealed record ShownRow(ListedRow Row, bool CanBeRetried, string? SourceDatabase, string? CommitLsn, uint? TransactionId, DateTimeOffset? CommitTime, IReadOnlyList<ParkedColumn> Columns);

/// <summary>Shows all that is kept of one row, its values too.</summary>
internal sealed class ShowCommand : Verb
{
    private readonly Argument<string> _id;

    public ShowCommand() : base("show", "Show all that is kept of a parked row, with its values: what it was and what it was to become", "bifrost parked show mjolnir-sink/12") =>
        _id = Take(ParkedArguments.One(this));

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var id = invocation.Value(_id)!;
        var placed = (await ParkedTargets.Of(invocation).NamedAsync([id], cancellation).ConfigureAwait(false)).Single();
        var details = await placed.Store.FindAsync(placed.Row.Id, cancellation).ConfigureAwait(false) ?? throw ParkedFaults.NoRow(id, [], []);
        invocation.Results.WriteLines(
            new ShownRow(ListedRow.Of(placed), details.CanBeRetried, details.SourceDatabase, details.CommitLsn, details.TransactionId, details.CommitTime, details.Columns), Lines);
        return ExitCode.Fine;
    }

    private static IEnumerable<string> Lines(ShownRow shown)
    {
        var row = shown.Row;
        yield return $"{row.Id}: {row.Operation} of {row.Table} into {row.TargetTable} on {row.Target}, parked {ParkedWords.Time(row.At)}";
        yield return $"  reason: {row.Reason}";
        yield return $"  transaction: {shown.TransactionId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"} of {shown.SourceDatabase ?? "?"}, ends at {row.Lsn}, committed {(shown.CommitTime is { } time ? ParkedWords.Time(time) : "?")}";
        if (row.RetriedAt is { } retried)
            yield return $"  retries: {row.Retries}, the last {ParkedWords.Time(retried)}";
        if (row.Later is { } later)
            yield return $"  since then the row was changed on the target: {later}";
        if (!shown.CanBeRetried)
            yield return "  parked by an older version, without what a retry needs";
        foreach (var column in shown.Columns)
            yield return $"  {column.Name}{(column.IsKey ? " (key)" : "")}: {Values(column)}";
    }

    private static string Values(ParkedColumn column) => (column.OldIsSent, column.NewIsSent) switch
    {
        (true, true) => $"{Text(column.Old)} -> {Text(column.New)}",
        (true, false) => $"was {Text(column.Old)}",
        (false, true) => Text(column.New),
        _ => "not sent: the target's own value stays",
    };

    private static string Text(string? value) => value ?? "NULL";
}
