namespace Bifrost.Topology;

/// <summary>The one way in which findings are printed.</summary>
public static class FindingFormatter
{
    /// <summary><c>bifrost.yml:12:5: targets.mjolnir.insert: … Did you mean 'upsert'?</c></summary>
    public static string Format(Finding finding)
    {
        var place = finding.Path.Length == 0 ? "" : $"{finding.Path}: ";
        var hint = finding.Suggestion is null ? "" : $" Did you mean '{finding.Suggestion}'?";
        return $"{finding.File}:{finding.Line}:{finding.Column}: {place}{finding.Message}{hint}";
    }

    /// <summary>One line each.</summary>
    public static string Format(IEnumerable<Finding> findings) => string.Join('\n', findings.Select(Format));
}
