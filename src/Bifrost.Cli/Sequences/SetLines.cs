using Bifrost.Postgres.Sequences;

namespace Bifrost.Cli.Sequences;

/// <summary>What was set, as a person reads it.</summary>
internal static class SetLines
{
    public static IEnumerable<string> Of(SetReport report)
    {
        foreach (var target in report.Targets)
        {
            yield return $"{target.Target}: {target.Skipped ?? Sum(target, report.DryRun)}";
            foreach (var line in target.Sequences.Where(static line => line.Outcome != SequenceOutcome.Equal))
                yield return $"    {Line(line, report.DryRun)}";
        }
    }

    private static string Sum(TargetSequences target, bool dryRun)
    {
        var set = target.Sequences.Count(static line => line.Outcome == SequenceOutcome.Set);
        return target.Sequences.Count == 0 ? "its sources have no sequences."
            : $"{set} of {target.Sequences.Count} sequences {(dryRun ? "would be set" : "were set")}.";
    }

    private static string Line(SequenceLine line, bool dryRun) => line.Outcome switch
    {
        SequenceOutcome.Missing => $"{line.Sequence}: there is none on the target. Where it will be written to, make it first: the columns that sinks make are plain.",
        SequenceOutcome.Ahead => $"{line.OnTarget}: gives {line.Was} next, the source {line.Next}; left alone, since values beyond may be in use. --force sets it back.",
        _ => $"{line.OnTarget}: {line.Was} {(dryRun ? "would become" : "became")} {line.Next}.",
    };
}
