using Bifrost.Analytics.Report.Marts;

namespace Bifrost.Analytics.Report.Page;

/// <summary>The federative units of a year taken together.</summary>
internal static class Brazil
{
    private const double Inhabitants = 100_000;

    /// <summary>The rate counts the weapons of units whose population is known, and no others.</summary>
    public static LostWeapons Of(IEnumerable<LostWeapons> rows, int year)
    {
        var units = rows.Where(row => row.Year == year).ToList();
        var peopled = units.Where(static row => row.Population > 0).ToList();
        var population = peopled.Sum(static row => row.Population!.Value);
        return new LostWeapons(year, "", "Brazil", "", population, units.Sum(static row => row.Weapons), population == 0 ? null : peopled.Sum(static row => row.Weapons) * Inhabitants / population);
    }
}
