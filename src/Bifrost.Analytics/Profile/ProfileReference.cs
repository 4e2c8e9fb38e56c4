using System.Text.RegularExpressions;

namespace Bifrost.Analytics.Profile;

/// <summary>A field of the topology in dbt's words: <c>${env:NAME}</c> becomes <c>env_var('NAME')</c>, text stays text.</summary>
internal static partial class ProfileReference
{
    /// <summary>The field as a Jinja string; every piece of it is one that dbt takes as it is.</summary>
    /// <param name="place">Path of the field in the topology, for errors.</param>
    /// <param name="filter">A Jinja filter for a value that is one reference and nothing else, such as <c>int</c>; null for none.</param>
    /// <exception cref="ModelsException">The field holds a reference that dbt cannot follow.</exception>
    public static string Of(string field, string place, string? filter = null)
    {
        var refused = Any().Matches(field).FirstOrDefault(static match => !Environment().IsMatch(match.Value));
        if (refused is not null)
            throw ProfileFaults.NotAnEnvironmentVariable(place, refused.Value);
        var whole = Environment().Match(field) is { Success: true } only && only.Length == field.Length;
        return Environment().Replace(Literal(field), match => Call(match, whole ? filter : null));
    }

    /// <summary>As <see cref="Of"/>, for a password: nothing of it may stand in the profile.</summary>
    /// <exception cref="ModelsException">The field is not one plain reference to a variable.</exception>
    public static string OfPassword(string field, string place) =>
        Environment().Match(field) is { Success: true } match && match.Length == field.Length && !match.Groups["fallback"].Success
            ? Of(field, place)
            : throw ProfileFaults.PasswordInPlainText(place);

    /// <summary>Names of the variables that a field holds.</summary>
    public static IEnumerable<string> VariablesOf(string field) => Environment().Matches(field).Select(static match => match.Groups["name"].Value);

    private static string Call(Match match, string? filter)
    {
        var fallback = match.Groups["fallback"] is { Success: true } text ? $", {Quoted(text.Value)}" : "";
        return $"{{{{ env_var({Quoted(match.Groups["name"].Value)}{fallback}){(filter is null ? "" : $" | {filter}")} }}}}";
    }

    // Text that Jinja would read as its own is written as an expression that gives it.
    private static string Literal(string text) => JinjaMark().Replace(text, static match => $"{{{{ '{match.Value}' }}}}");

    private static string Quoted(string text) => $"'{text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"\$\{env:(?<name>[^}:]+)(:-(?<fallback>[^}]*))?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Environment();

    [GeneratedRegex(@"\$\{[A-Za-z][A-Za-z0-9_-]*:[^}]+\}", RegexOptions.CultureInvariant)]
    private static partial Regex Any();

    [GeneratedRegex(@"\{\{|\{%|\{#", RegexOptions.CultureInvariant)]
    private static partial Regex JinjaMark();
}
