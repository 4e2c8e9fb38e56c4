namespace Bifrost.Analytics.Report.Content;

/// <summary>Whether a replica's rows were compared with a source's, and what came of it.</summary>
public enum ComparisonVerdict
{
    /// <summary>Every row is equal.</summary>
    Equal,

    /// <summary>Some rows are not.</summary>
    Different,

    /// <summary>It was tried, and could not be done.</summary>
    Failed,

    /// <summary>It was not asked for.</summary>
    LeftOut,
}

/// <param name="Position">Source position that the verdict is true for; null where the target keeps none.</param>
/// <param name="Rows">Rows of the replica that were compared.</param>
/// <param name="Why">Which tables differ, or why it failed; null otherwise. Never a row's value.</param>
public sealed record Comparison(ComparisonVerdict Verdict, string? Position, long Rows, string? Why)
{
    public static readonly Comparison LeftOut = new(ComparisonVerdict.LeftOut, null, 0, null);

    public static Comparison Failed(string why) => new(ComparisonVerdict.Failed, null, 0, why);
}
