using System.Reflection;
using System.Text.Json;
using Bifrost.Catalogs.Embedded;

namespace Bifrost.Catalogs.Reading;

/// <summary>The data files under <c>Data/</c>, which are resources of this assembly.</summary>
internal static class CatalogResources
{
    private const string Prefix = "catalog/";
    private const string EmbeddedTable = Prefix + "embedded.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private static readonly Assembly Home = typeof(CatalogResources).Assembly;

    public static IEnumerable<KeyCatalog> Catalogs() =>
        from name in Home.GetManifestResourceNames()
        where name.StartsWith(Prefix, StringComparison.Ordinal) && name != EmbeddedTable
        orderby name.Replace('\\', '/')
        select Read<KeyCatalog>(name);

    public static IReadOnlyList<EmbeddedKey> EmbeddedKeys() => Read<List<EmbeddedKey>>(EmbeddedTable);

    private static T Read<T>(string name)
    {
        using var stream = Home.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is not in {Home.GetName().Name}.");
        return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new InvalidOperationException($"The resource {name} is empty.");
    }
}
