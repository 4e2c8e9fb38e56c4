using System.Globalization;

namespace Bifrost.Analytics.Report.Page;

/// <summary>What the marts' names are called on the page.</summary>
internal static class Words
{
    private const string Prefix = "dim_";

    private static readonly Dictionary<string, string> Facts = new(StringComparer.Ordinal)
    {
        ["occurrences"] = "Occurrences",
        ["permits"] = "Carry permits",
        ["registrations"] = "Registrations",
    };

    private static readonly Dictionary<string, string> Measures = new(StringComparer.Ordinal)
    {
        ["occurrences"] = "weapons stolen, lost, seized or handed in",
        ["permits"] = "permits to carry a weapon",
        ["registrations"] = "weapons registered",
    };

    public static string Fact(string fact) => Facts.GetValueOrDefault(fact) ?? Plain(fact);

    public static string Measure(string fact) => Measures.GetValueOrDefault(fact) ?? $"total of {Plain(fact).ToLowerInvariant()}";

    /// <summary><c>dim_weapon_species</c> is "Weapon species"; words of the field stay Portuguese.</summary>
    public static string Dimension(string dimension) => Plain(dimension.StartsWith(Prefix, StringComparison.Ordinal) ? dimension[Prefix.Length..] : dimension) switch
    {
        "Uf" or "Ufs" => "UF",
        "Municipality" or "Municipalities" => "Município",
        "Municipality of ibge" => "Município of IBGE",
        var name => name,
    };

    private static string Plain(string name)
    {
        var words = name.Replace('_', ' ').Trim();
        return words.Length == 0 ? words : char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
    }
}
