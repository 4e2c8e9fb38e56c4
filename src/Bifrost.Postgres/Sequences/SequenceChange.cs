using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Sequences;

/// <summary>What was, or would be, done with one sequence of a target.</summary>
/// <param name="Source">Its name at the source.</param>
/// <param name="Target">Its name on the target; null where there is none.</param>
/// <param name="Was">The value that the target would have given next; null where there is no such sequence.</param>
/// <param name="Next">The value that the source gives next.</param>
public sealed record SequenceChange(TableName Source, TableName? Target, decimal? Was, decimal Next, SequenceOutcome Outcome);

/// <summary>What became of a sequence.</summary>
public enum SequenceOutcome
{
    /// <summary>It gives next what the source would.</summary>
    Set,

    /// <summary>It did so already.</summary>
    Equal,

    /// <summary>It is beyond the source, and was left there: values that it gave may be in use.</summary>
    Ahead,

    /// <summary>The target has none: columns that the sinks make are plain.</summary>
    Missing,
}
