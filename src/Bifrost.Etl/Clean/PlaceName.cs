using Bifrost.Etl.Places;

namespace Bifrost.Etl.Clean;

/// <summary>The name of a município as it is stored.</summary>
internal static class PlaceName
{
    /// <summary>
    /// IBGE's spelling where the name differs from it in case only (<c>D'Oeste</c> and <c>d'Oeste</c> are both official, each in its place), else title case.
    /// The publisher writes the apostrophe as an acute accent.
    /// </summary>
    public static string Of(string? uf, string name)
    {
        var plain = name.Replace('´', '\'').Replace('`', '\'').Replace('\u2019', '\'').Replace("' ", "'", StringComparison.Ordinal);
        return (uf is null ? null : Municipalities.Official(uf, plain)) ?? PortugueseTitle.Of(plain);
    }
}
