using Bifrost.Etl.Profiles;

namespace Bifrost.Etl.Load;

/// <summary>What a run did; all of it was committed at once.</summary>
/// <param name="Files">In the order in which they were loaded.</param>
/// <param name="Skipped">Files of a folder that are none of the published ones.</param>
public sealed record EtlReport(IReadOnlyList<FileReport> Files, IReadOnlyList<string> Skipped)
{
    /// <summary>What the files held, in the same order.</summary>
    public IReadOnlyList<InputProfile> Profiles { get; init; } = [];

    /// <summary>Sums by table, in the order of first loading.</summary>
    public IReadOnlyList<TableReport> Tables { get; } =
    [
        .. Files.GroupBy(static file => file.Table).Select(static files => new TableReport(
            files.Key, files.Sum(static file => file.Read), files.Sum(static file => file.Rejected), files.Sum(static file => file.Merged),
            files.Sum(static file => file.Inserted), files.Sum(static file => file.Updated), files.Sum(static file => file.Deleted),
            files.Sum(static file => file.Unchanged))),
    ];
}

/// <summary>What a run did to one table.</summary>
public sealed record TableReport(string Table, long Read, long Rejected, long Merged, long Inserted, long Updated, long Deleted, long Unchanged);
