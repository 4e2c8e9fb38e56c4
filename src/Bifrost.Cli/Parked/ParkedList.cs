using Bifrost.Postgres.Parked;

namespace Bifrost.Cli.Parked;

/// <summary>The result of <c>bifrost parked list</c>.</summary>
/// <param name="Unread">Targets that could not be asked.</param>
internal sealed record ParkedList(string Cluster, IReadOnlyList<ListedRow> Rows, IReadOnlyList<UnreadTarget> Unread);

/// <param name="Id">What <c>show</c>, <c>retry</c> and <c>discard</c> take: the sink, and the row's number on its target.</param>
/// <param name="Table">The source's table.</param>
/// <param name="Operation"><c>insert</c>, <c>update</c> or <c>delete</c>.</param>
/// <param name="Key">Columns of the source; null for a table without one.</param>
/// <param name="Lsn">Where the source's transaction ends.</param>
/// <param name="Later">What changed the same row since; null for nothing.</param>
internal sealed record ListedRow(
    string Id, string Target, string Sink, string Table, string TargetTable, string Operation, IReadOnlyDictionary<string, string?>? Key, string Reason, DateTimeOffset At, string Lsn,
    int Retries, DateTimeOffset? RetriedAt, string? Later)
{
    public static ListedRow Of(PlacedRow placed)
    {
        var row = placed.Row;
        return new ListedRow(
            placed.Id, placed.Target, row.Sink, row.SourceTable, row.TargetTable, ParkedWords.Operation(row.Operation), row.Key, row.Reason, row.At, row.EndLsn, row.Retries, row.RetriedAt,
            row.LaterLsn is { } lsn ? $"{ParkedWords.Operation(row.LaterOperation)} at {lsn}" : null);
    }
}

/// <param name="Sinks">The sinks that write to it.</param>
internal sealed record UnreadTarget(string Target, IReadOnlyList<string> Sinks, string Error);

/// <summary>A parked row, and where it is.</summary>
/// <param name="Target">The target's database.</param>
internal sealed record PlacedRow(ParkedRowStore Store, string Target, ParkedRow Row)
{
    public string Id => ParkedWords.Id(Row);
}
