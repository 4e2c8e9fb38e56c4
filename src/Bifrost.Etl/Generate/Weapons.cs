using System.Globalization;

namespace Bifrost.Etl.Generate;

/// <summary>Species, brand and calibre as the publisher writes them, with the rows that the sample's real files hold of each (those with eight or more).</summary>
internal static class Weapons
{
    public static WeightedValues<string[]> Known { get; } = new(Lines().Select(static line => line.Split(';'))
        .Select(static fields => (fields[..3], double.Parse(fields[3], CultureInfo.InvariantCulture))));

    private static IEnumerable<string> Lines()
    {
        using var stream = typeof(Weapons).Assembly.GetManifestResourceStream("Bifrost.Etl.Generate.weapons.csv")!;
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
