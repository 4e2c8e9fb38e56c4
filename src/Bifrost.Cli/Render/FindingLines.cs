using Bifrost.Templates.Findings;

namespace Bifrost.Cli.Render;

/// <summary>Findings as sentences: what is true for several columns is said once.</summary>
internal static class FindingLines
{
    /// <summary>Places that a line names before it only counts.</summary>
    private const int Named = 4;

    public static IEnumerable<(FindingSeverity Severity, string Line)> Of(IEnumerable<ConnectorFinding> findings) => findings
        .GroupBy(static finding => (finding.Severity, finding.Rule, finding.Connector, finding.What, finding.Fix))
        .OrderByDescending(static group => group.Key.Severity)
        .Select(static group => (group.Key.Severity, $"{Subject([.. group])} {group.Key.What}. {group.Key.Fix} [{group.Key.Rule}]"));

    private static string Subject(IReadOnlyList<ConnectorFinding> findings)
    {
        var connector = $"{findings[0].Connector} on {string.Join(", ", findings.Select(static finding => finding.Cluster).Distinct(StringComparer.Ordinal))}";
        var places = findings.Where(static finding => finding.Table is not null)
            .Select(static finding => finding.Column is null ? finding.Table! : $"{finding.Table}.{finding.Column}").Distinct(StringComparer.Ordinal).ToList();
        if (places.Count == 0)
            return connector;
        var more = places.Count > Named ? $" and {places.Count - Named} more" : "";
        return $"{connector}: {string.Join(", ", places.Take(Named))}{more}{(places.Count > 1 ? ": each" : "")}";
    }
}
