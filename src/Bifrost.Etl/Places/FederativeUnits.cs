using System.Globalization;

namespace Bifrost.Etl.Places;

/// <summary>The 27 federative units (26 states and the Federal District), with the residents that the census of 2022 counted.</summary>
internal static class FederativeUnits
{
    /// <summary>Residents by two-letter code.</summary>
    public static IReadOnlyDictionary<string, int> Population { get; } = PlaceFile.Lines("ufs.csv")
        .Select(static line => line.Split(','))
        .ToDictionary(static fields => fields[1], static fields => int.Parse(fields[4], CultureInfo.InvariantCulture));

    public static bool Contains(string uf) => Population.ContainsKey(uf);
}
