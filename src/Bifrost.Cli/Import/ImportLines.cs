namespace Bifrost.Cli.Import;

/// <summary>What came of an import, as a person reads it.</summary>
internal static class ImportLines
{
    public static IEnumerable<string> Of(ImportReport report)
    {
        yield return $"Topology {report.Topology}: {string.Join(", ", report.Connectors)}.";
        foreach (var left in report.Left)
            yield return $"not imported: {left.Name} ({left.Class ?? "no class"}): {left.Why}";
        foreach (var variable in report.Variables)
            yield return $"set {variable.Variable} where the workers run, to what {variable.Key} of {variable.Connector} holds on the cluster.";
        foreach (var difference in report.Differences)
            yield return $"{difference.Connector}: {difference.Key} cannot be kept: {difference.Why}";
        yield return "`bifrost plan` shows what apply would change; connectors that were made by hand get the mark bifrost.topology.";
    }
}
