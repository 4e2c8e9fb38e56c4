namespace Bifrost.Etl.Profiles;

/// <summary>What one input held. Rejected rows count in <paramref name="Read"/> and <paramref name="Rejects"/> and nowhere else.</summary>
/// <param name="File">The input's name.</param>
/// <param name="Table">Its table, with the schema.</param>
/// <param name="Years">The years of its rows, ascending; none where it held no row that could be loaded.</param>
/// <param name="Read">Rows read.</param>
/// <param name="Rejects">The rejected rows by reason and column, most first.</param>
/// <param name="Merged">Rows that became one with another when cleaned; null where that was not counted: only a load counts it in files of any size.</param>
/// <param name="FirstMonth">The first day of the first month; null where there is no row. So for <paramref name="LastMonth"/>, the last month.</param>
/// <param name="Total">The sum of the column TOTAL.</param>
/// <param name="LeastTotal">The smallest TOTAL of a row; null where there is no row. So for <paramref name="MostTotal"/>, the largest.</param>
/// <param name="Columns">The table's columns, in its order.</param>
/// <param name="TakenAt">When the input was read, UTC.</param>
public sealed record InputProfile(
    string File,
    string Table,
    IReadOnlyList<int> Years,
    long Read,
    long Rejected,
    IReadOnlyList<RejectCount> Rejects,
    long? Merged,
    DateOnly? FirstMonth,
    DateOnly? LastMonth,
    long Total,
    int? LeastTotal,
    int? MostTotal,
    IReadOnlyList<ColumnProfile> Columns,
    DateTimeOffset TakenAt);
