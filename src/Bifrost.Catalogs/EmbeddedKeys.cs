using Bifrost.Catalogs.Embedded;
using Bifrost.Catalogs.Reading;

namespace Bifrost.Catalogs;

/// <summary>
/// How the embedded worker treats each key of a configuration. The table is <c>Data/embedded.json</c>, one row per key: class, values, reason.
/// </summary>
public static class EmbeddedKeys
{
    private static readonly KeyClass Unknown = new(KeyKind.Unknown, "");
    private static readonly Lazy<ILookup<string, EmbeddedKey>> ByOwner = new(() => All.ToLookup(row => row.Owner));
    private static readonly Lazy<IReadOnlyList<EmbeddedKey>> Table = new(CatalogResources.EmbeddedKeys);

    /// <summary>The whole table, in the order of the file.</summary>
    public static IReadOnlyList<EmbeddedKey> All => Table.Value;

    /// <summary>The class of a key with this value.</summary>
    /// <param name="owner">Full Java name of a connector or a transform, such as <c>io.debezium.connector.postgresql.PostgresConnector</c>.</param>
    /// <param name="key">Key as its owner declares it: for a transform without <c>transforms.&lt;alias&gt;.</c>. A connector's own keys include those that Connect reads for it.</param>
    /// <param name="value">As written; null counts as empty. The class of some keys depends on it.</param>
    public static KeyClass ClassOf(string owner, string key, string? value)
    {
        var row = KeyOwner.LookedUpFor(owner).SelectMany(one => ByOwner.Value[one]).FirstOrDefault(row => row.Fits(key, value ?? ""));
        return row is null ? Unknown : new KeyClass(row.Kind, row.Reason);
    }

    /// <summary>
    /// The class of every key of a connector's whole configuration: keys with the prefix of a transform or a post-processor are looked up for that one's class.
    /// </summary>
    /// <param name="config">A configuration as it is submitted, with <c>connector.class</c>.</param>
    public static IReadOnlyList<ClassifiedKey> Classify(IReadOnlyDictionary<string, string?> config)
    {
        var connector = config.GetValueOrDefault("connector.class") ?? "";
        var full = KeyCatalogs.Find(connector)?.Class ?? connector;
        return [.. config.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new ClassifiedKey(pair.Key, pair.Value, ConfigKeys.ClassOf(config, full, pair.Key, pair.Value)))];
    }
}
