using System.Text.RegularExpressions;

namespace Bifrost.Cli.Import;

/// <summary>The parts of a JDBC URL that a topology has fields for. Each may be a reference.</summary>
/// <param name="Dialect"><c>postgres</c>, <c>mysql</c> or <c>mariadb</c>.</param>
/// <param name="Port">Null for the dialect's own.</param>
internal sealed partial record JdbcAddress(string Dialect, string Host, string? Port, string Database, IReadOnlyDictionary<string, string> Query)
{
    /// <summary>Null for a URL of another kind.</summary>
    public static JdbcAddress? Parse(string url)
    {
        var match = Url().Match(url);
        if (!match.Success)
            return null;
        var query = match.Groups["query"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=', 2)).Where(static pair => pair.Length == 2)
            .GroupBy(static pair => pair[0], StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => Uri.UnescapeDataString(group.Last()[1]), StringComparer.Ordinal);
        var dialect = match.Groups["dialect"].Value;
        return new JdbcAddress(dialect == "postgresql" ? "postgres" : dialect, match.Groups["host"].Value, match.Groups["port"] is { Success: true, Value: var port } ? port : null, match.Groups["database"].Value, query);
    }

    [GeneratedRegex(@"^jdbc:(?<dialect>postgresql|mysql|mariadb)://(?<host>(?:\$\{[^}]*\}|[^:/?${},\s])+)(?::(?<port>(?:\$\{[^}]*\}|[0-9])+))?/(?<database>(?:\$\{[^}]*\}|[^/?${}\s])+)(?:\?(?<query>.*))?$")]
    private static partial Regex Url();
}
