using Bifrost.Etl.Places;
using Bogus;

namespace Bifrost.Etl.Generate;

/// <summary>A place, as published, and its share of the rows.</summary>
/// <param name="IsLarge">The publisher's <c>MAIS_1000_MIL_HAB</c>: true for some places, always the same.</param>
internal sealed record Cell(string Uf, string Municipality, double Weight, bool IsLarge)
{
    /// <summary>In the real files, some 4 of 1,000 rows have no place.</summary>
    private const double WithoutPlace = 0.004;

    /// <summary>Residents above which a place is marked large: about half of the rows then are, as in the real files.</summary>
    private const int LargeResidents = 100_000;

    /// <summary>Every município in the publisher's order, by federative unit and name, weighted by residents of the unit and a seeded size of its own; last, the blank place.</summary>
    public static IReadOnlyList<Cell> All(Randomizer random)
    {
        var sized = Municipalities.All
            .Select(place => (place.Uf, Name: Published(place.Name), Size: Math.Exp(Normal(random) * 1.3)))
            .OrderBy(static place => place.Uf, StringComparer.Ordinal).ThenBy(static place => place.Name, StringComparer.Ordinal)
            .ToList();
        var sizes = sized.GroupBy(static place => place.Uf).ToDictionary(static unit => unit.Key, static unit => unit.Sum(static place => place.Size));
        var cells = sized
            .Select(place => (place.Uf, place.Name, Residents: Residents(place.Uf) * place.Size / sizes[place.Uf]))
            .Select(static place => new Cell(place.Uf, place.Name, place.Residents, place.Residents > LargeResidents))
            .ToList();
        cells.Add(new("", "", cells.Sum(static cell => cell.Weight) * WithoutPlace, IsLarge: false));
        return cells;
    }

    /// <summary>Upper case, the apostrophe as an acute accent.</summary>
    private static string Published(string name) => name.ToUpperInvariant().Replace('\'', '´');

    private static int Residents(string uf) => FederativeUnits.Population[uf];

    /// <summary>The sum of twelve uniform numbers less six: normal enough for the size of a town.</summary>
    private static double Normal(Randomizer random) => Enumerable.Range(0, 12).Sum(_ => random.Double()) - 6;
}
