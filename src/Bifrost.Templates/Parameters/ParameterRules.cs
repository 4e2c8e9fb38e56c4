using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bifrost.Templates.Parameters;

/// <summary>Holds a value against a schema and says every fault with the parameter's path. Values are not repeated: one may be a secret.</summary>
internal static class ParameterRules
{
    public static IReadOnlyList<string> Known { get; } = ["type", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "properties", "required", "additionalProperties", "items"];

    public static IEnumerable<string> Faults(JsonNode? value, JsonObject schema, string path) =>
        Type(value, schema, path).Concat(Text(value, schema, path)).Concat(Number(value, schema, path)).Concat(Properties(value, schema, path)).Concat(Items(value, schema, path));

    private static IEnumerable<string> Type(JsonNode? value, JsonObject schema, string path)
    {
        var wanted = schema["type"] switch
        {
            JsonArray several => several.Select(one => (string?)one).ToList(),
            JsonValue one => [(string?)one],
            _ => [],
        };
        if (wanted.Count > 0 && !wanted.Contains(KindOf(value)) && !(wanted.Contains("integer") && IsWhole(value)))
            yield return $"'{path}' must be {string.Join(" or ", wanted)}, not {KindOf(value)}.";

        if (schema["enum"] is JsonArray allowed && !allowed.Any(one => JsonNode.DeepEquals(one, value)))
            yield return $"'{path}' must be one of {string.Join(", ", allowed.Select(one => one?.ToString()))}.";
    }

    private static IEnumerable<string> Text(JsonNode? value, JsonObject schema, string path)
    {
        if (KindOf(value) != "string")
            yield break;

        var text = value!.GetValue<string>();
        if (schema["pattern"] is { } pattern && !Regex.IsMatch(text, (string)pattern!))
            yield return $"'{path}' must match {pattern}.";
        if (schema["minLength"] is { } least && text.Length < (int)least)
            yield return $"'{path}' is too short.";
        if (schema["maxLength"] is { } most && text.Length > (int)most)
            yield return $"'{path}' is longer than {most}.";
    }

    private static IEnumerable<string> Number(JsonNode? value, JsonObject schema, string path)
    {
        if (!IsWhole(value))
            yield break;

        var number = decimal.Parse(value!.ToJsonString(), CultureInfo.InvariantCulture);
        if (schema["minimum"] is { } least && number < (int)least)
            yield return $"'{path}' must be at least {least}.";
        if (schema["maximum"] is { } most && number > (int)most)
            yield return $"'{path}' must be at most {most}.";
    }

    private static IEnumerable<string> Properties(JsonNode? value, JsonObject schema, string path)
    {
        if (value is not JsonObject fields)
            return [];

        var known = schema["properties"] as JsonObject ?? [];
        var missing = (schema["required"] as JsonArray ?? []).Select(one => (string)one!).Where(name => !fields.ContainsKey(name)).Select(name => $"'{Under(path, name)}' is missing.");
        var others = fields.Where(one => !known.ContainsKey(one.Key));
        var unknown = schema["additionalProperties"] switch
        {
            JsonObject each => others.SelectMany(one => Faults(one.Value, each, Under(path, one.Key))),
            JsonValue allowed when !(bool)allowed => others.Select(one => $"'{Under(path, one.Key)}' is not known here."),
            _ => [],
        };
        var inside = known.Where(one => fields.ContainsKey(one.Key) && one.Value is JsonObject).SelectMany(one => Faults(fields[one.Key], (JsonObject)one.Value!, Under(path, one.Key)));
        return missing.Concat(unknown).Concat(inside);
    }

    private static IEnumerable<string> Items(JsonNode? value, JsonObject schema, string path) =>
        value is JsonArray items && schema["items"] is JsonObject each ? items.SelectMany((item, index) => Faults(item, each, $"{path}[{index}]")) : [];

    private static bool IsWhole(JsonNode? value) => KindOf(value) == "number" && value!.ToJsonString() is var text && !text.AsSpan().ContainsAny('.', 'e', 'E');

    private static string Under(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string KindOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        { } kind => kind.ToString().ToLowerInvariant(),
    };
}
