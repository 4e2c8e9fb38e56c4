using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Routing;

/// <summary><c>message.key.columns</c>: <c>schema.table:c1,c2;schema.other:c</c>; the table's part is a regular expression.</summary>
internal static class MessageKeys
{
    public const string Key = "message.key.columns";

    /// <exception cref="ConnectorConfigException">An item has no columns.</exception>
    public static IEnumerable<(string Table, IReadOnlyList<string> Columns)> Parse(ConfigValues config)
    {
        foreach (var item in config.Text(Key)?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var colon = item.LastIndexOf(':');
            var columns = colon < 0 ? [] : item[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length == 0)
                throw ConnectorConfigException.Wrong(Key, item, "schema.table:column,… is expected.");
            yield return (item[..colon].Trim(), columns);
        }
    }
}
