using Bifrost.Catalogs.Reading;

namespace Bifrost.Catalogs;

/// <summary>The catalogs that ship with Bifrost.</summary>
public static class KeyCatalogs
{
    /// <summary>The keys that Connect itself declares for every source connector.</summary>
    public const string SourceFramework = "org.apache.kafka.connect.runtime.SourceConnectorConfig";

    /// <summary>The keys that Connect itself declares for every sink connector.</summary>
    public const string SinkFramework = "org.apache.kafka.connect.runtime.SinkConnectorConfig";

    private static readonly Lazy<IReadOnlyList<KeyCatalog>> Loaded = new(() => [.. CatalogResources.Catalogs()]);

    public static IReadOnlyList<KeyCatalog> All => Loaded.Value;

    /// <summary>
    /// The catalog of a class: that of the version, else of the nearest version below it, else of the lowest there is; without a version, of the highest.
    /// </summary>
    /// <param name="className">Full Java name, or the simple name as Connect takes it.</param>
    /// <param name="own">A user's own catalogs, as <see cref="CatalogFile.ReadFolder"/> gives them; of the same version they win. Null for none.</param>
    /// <returns>Null for a class that no catalog knows.</returns>
    public static KeyCatalog? Find(string className, string? version = null, IReadOnlyList<KeyCatalog>? own = null)
    {
        // The last of equal versions is taken, and the order is kept.
        var candidates = All.Concat(own ?? []).Where(catalog => Names(catalog.Class, className))
            .SelectMany(catalog => catalog.Versions.Select(one => (Catalog: catalog, Version: PluginVersion.Parse(one))))
            .OrderBy(one => one.Version)
            .ToList();
        if (candidates.Count == 0)
            return null;
        if (version is null)
            return candidates[^1].Catalog;

        var wanted = PluginVersion.Parse(version);
        var below = candidates.LastIndexOf(candidates.LastOrDefault(one => one.Version.CompareTo(wanted) <= 0));
        return candidates[Math.Max(below, 0)].Catalog;
    }

    private static bool Names(string full, string asked) => full == asked || (!asked.Contains('.', StringComparison.Ordinal) && full.EndsWith($".{asked}", StringComparison.Ordinal));
}
