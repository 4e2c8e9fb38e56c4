namespace Bifrost.Etl.Places;

/// <summary>The municípios of Brazil as IBGE lists them (5,571 names), by federative unit.</summary>
internal static class Municipalities
{
    private static readonly Dictionary<(string Uf, string Upper), string> ByUpperName = [];

    static Municipalities()
    {
        foreach (var line in PlaceFile.Lines("municipios.csv"))
        {
            var fields = line.Split(',');
            All.Add((fields[1], fields[2]));
            ByUpperName.TryAdd((fields[1], fields[2].ToUpperInvariant()), fields[2]);
        }
    }

    /// <summary>UF and name, in the order of IBGE's codes.</summary>
    public static List<(string Uf, string Name)> All { get; } = [];

    /// <summary>The official spelling of a name that differs from it in case only; null where the UF has no such name.</summary>
    public static string? Official(string uf, string name) => ByUpperName.GetValueOrDefault((uf, name.ToUpperInvariant()));
}
