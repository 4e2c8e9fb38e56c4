namespace Bifrost.Catalogs;

/// <summary>How the embedded worker treats each key of a connector's configuration.</summary>
public static partial class EmbeddedKeys
{
    /// <summary>The class of a key with this value, for a connector, transform, predicate or converter class.</summary>
    /// <param name="owner">Full Java class name, such as <c>io.debezium.connector.postgresql.PostgresConnector</c>.</param>
    /// <param name="key">Key as its owner declares it, without a <c>transforms.&lt;alias&gt;.</c> prefix for a transform's own key.</param>
    /// <param name="value">Value as written; the class of some keys depends on it.</param>
    public static KeyClass ClassOf(string owner, string key, string? value) => Find(owner, key, value) ?? new KeyClass(KeyKind.Unknown, "");

    private static KeyClass? Find(string owner, string key, string? value) => null;
}
