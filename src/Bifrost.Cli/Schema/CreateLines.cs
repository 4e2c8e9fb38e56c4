namespace Bifrost.Cli.Schema;

/// <summary>What was made, as a person reads it; a dry run is a script.</summary>
internal static class CreateLines
{
    public static IEnumerable<string> Of(CreateReport report)
    {
        foreach (var target in report.Targets)
        {
            if (report.DryRun)
            {
                yield return $"-- {target.Target}{(target.Statements.Count == 0 ? $": {Nothing(target)}" : "")}";
                foreach (var statement in target.Statements)
                    yield return $"{statement};";
            }
            else
            {
                yield return $"{target.Target}: {(target.Statements.Count == 0 ? Nothing(target) : $"{target.Statements.Count} statements were run.")}";
            }
            foreach (var difference in target.Differences)
                yield return $"{(report.DryRun ? "-- " : "    ")}differs: {difference}";
        }
    }

    private static string Nothing(CreatedTables target) => target.Skipped ?? "every table is there.";
}
