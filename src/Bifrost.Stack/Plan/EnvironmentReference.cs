using System.Text.RegularExpressions;

namespace Bifrost.Stack.Plan;

/// <summary>A field that is one reference to a variable and nothing else: <c>${env:NAME}</c>, or <c>${env:NAME:-default}</c> in fields that allow it.</summary>
internal sealed partial record EnvironmentReference(string Name, string? Default)
{
    /// <summary>Null where the field is anything else.</summary>
    public static EnvironmentReference? In(string field) => Whole().Match(field) is { Success: true } match
        ? new EnvironmentReference(match.Groups["name"].Value, match.Groups["default"] is { Success: true } text ? text.Value : null)
        : null;

    /// <summary>The field holds no reference of any kind.</summary>
    public static bool IsPlain(string field) => !field.Contains("${", StringComparison.Ordinal);

    [GeneratedRegex(@"\A\$\{env:(?<name>[A-Za-z_][A-Za-z0-9_]*)(:-(?<default>[^}]*))?\}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();
}
