using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Verify;

/// <summary>What a verification found. It holds keys, never other values.</summary>
/// <param name="Position">Source position for which the verdict is true: the target held exactly the commits up to it. <see cref="Lsn.None"/> in <see cref="VerifyMode.Live"/>.</param>
/// <param name="Source">Where the source was read: the start of the window that was replayed on top.</param>
public sealed record VerifyReport(VerifyMode Mode, Lsn Source, Lsn Position, IReadOnlyList<TableVerdict> Tables, TimeSpan Took)
{
    public bool IsEqual => Tables.All(static t => t.IsEqual);
}

/// <summary>How source and target were brought to one point.</summary>
public enum VerifyMode
{
    /// <summary>By the position that the target keeps with its rows: both sides at one commit, while writers write.</summary>
    Exact,

    /// <summary>The target keeps no position: compared as both are, then only what differed was read again until it agreed or stood still.</summary>
    Live,
}

/// <summary>One target table.</summary>
/// <param name="Sources">The source tables that are routed to it.</param>
/// <param name="SourceRows">Rows that the target should have.</param>
/// <param name="Differences">The rows that differ, at most as many as were asked for.</param>
/// <param name="HasMore">There are more than are listed.</param>
/// <param name="LeftOut">Target columns that are not compared because they say something of the change, not of the row.</param>
/// <param name="Fault">Why the table could not be compared or cannot be equal whatever its rows are; null where there is no such reason.</param>
public sealed record TableVerdict(
    IReadOnlyList<TableName> Sources, TableName Target, long SourceRows, long TargetRows, IReadOnlyList<RowDifference> Differences, bool HasMore, IReadOnlyList<string> LeftOut, string? Fault)
{
    public bool IsEqual => Fault is null && Differences.Count == 0;
}

/// <param name="Key">The key as <c>column=value</c> pairs; for a table without a key a digest of the row.</param>
/// <param name="Columns">Names of the columns that differ; empty for a row that is missing or extra.</param>
public sealed record RowDifference(RowDifferenceKind Kind, string Key, IReadOnlyList<string> Columns);

public enum RowDifferenceKind
{
    /// <summary>The source has the row, the target does not.</summary>
    Missing,

    /// <summary>The target has the row, the source does not.</summary>
    Extra,

    Different,
}
