namespace Bifrost.Postgres.Verify;

/// <param name="Table">The target table at work; null before the first.</param>
public sealed record VerifyProgress(VerifyStep Step, string? Table, int TablesDone, int Tables);

public enum VerifyStep
{
    /// <summary>Waiting until the target holds the source's point.</summary>
    Waiting,

    /// <summary>Reading the changes between the two points.</summary>
    Replaying,

    Comparing,

    /// <summary>Reading rows that differed once more.</summary>
    Rechecking,
}
