using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bifrost.Connect.Client;

/// <summary>Bodies as Connect reads and writes them.</summary>
internal static class ConnectJson
{
    private static readonly JsonSerializerOptions Options = new();

    public static string Write<T>(T body) => JsonSerializer.Serialize(body, Options);

    /// <exception cref="JsonException">The text is no JSON, or not of that shape.</exception>
    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text.Contains("\"order\"", StringComparison.Ordinal) ? WithOrderInGroup(text) : text, Options)
        ?? throw new JsonException("The body is null.");

    /// <summary>Connect up to 4.1 names the definition's <c>order_in_group</c> <c>order</c>.</summary>
    private static string WithOrderInGroup(string text)
    {
        var body = JsonNode.Parse(text);
        var definitions = body switch
        {
            JsonArray keys => keys,
            JsonObject infos when infos["configs"] is JsonArray configs => configs.Select(static config => config?["definition"]),
            _ => [],
        };
        foreach (var definition in definitions.OfType<JsonObject>().Where(static definition => definition.ContainsKey("order") && !definition.ContainsKey("order_in_group")))
            definition["order_in_group"] = definition["order"]?.DeepClone();
        return body?.ToJsonString() ?? "null";
    }
}
