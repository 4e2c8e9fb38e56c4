using Bifrost.Etl.Rejects;

namespace Bifrost.Etl.Load;

/// <summary>How a run treats what is wrong with its files.</summary>
public sealed record EtlOptions
{
    /// <summary>The folder that takes <c>&lt;file&gt;.rejects.csv</c>; made where it is missing.</summary>
    public required string RejectFolder { get; init; }

    /// <summary>The one file that takes the rejects, where the run has one input file; null for a file in <see cref="RejectFolder"/>.</summary>
    public string? RejectFile { get; init; }

    /// <summary>The folder that takes a profile of each table and year that was loaded; made where it is missing. Null: none is written.</summary>
    public string? ProfileFolder { get; init; }

    public RejectLimit MaxRejects { get; init; } = RejectLimit.Default;

    /// <summary>
    /// The share of a year's rows, in percent, that a file may delete. A publisher adds and corrects; a file that takes away more than half of a year
    /// (and more than <see cref="DeletionsAlwaysAllowed"/> rows) was cut short, or carries a mistyped year.
    /// </summary>
    public decimal MaxDeletesPercent { get; init; } = 50;

    /// <summary>Below this many rows the share says nothing.</summary>
    public const int DeletionsAlwaysAllowed = 100;
}
