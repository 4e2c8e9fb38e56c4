using System.Text.Json.Nodes;

namespace Bifrost.Topology.Shapes;

/// <summary>Says a shape in JSON schema.</summary>
internal static class SchemaWriter
{
    public static JsonObject Of(Shape shape) => shape switch
    {
        TextShape text => OfText(text),
        SwitchShape => new JsonObject { ["type"] = "boolean" },
        ListShape list => Either(OfText(list.Item), new JsonObject { ["type"] = "array", ["items"] = OfText(list.Item), ["uniqueItems"] = true }),
        MapShape { Short: { } field } map => Either(Of(map.Field(field).Shape), OfMap(map)),
        MapShape map => OfMap(map),
        NamedShape named => new JsonObject
        {
            ["type"] = "object",
            ["minProperties"] = 1,
            ["propertyNames"] = OfText(named.Name),
            ["additionalProperties"] = Of(named is { Inherits: true, Each: MapShape each } ? TopologyShape.Inherited(each) : named.Each),
        },
        OverridesShape => new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "null") } },
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };

    // YAML reads 5432 as a number and true as a switch; both are texts where a text is wanted.
    private static JsonObject OfText(TextShape text)
    {
        if (text.Allowed.Count > 0)
            return new JsonObject { ["enum"] = new JsonArray([.. text.Allowed.Select(one => JsonValue.Create(one))]) };

        var schema = text.References == References.None ? new JsonObject { ["type"] = "string" } : new JsonObject { ["type"] = new JsonArray("string", "number") };
        if (text.Pattern is { } pattern)
            schema["pattern"] = pattern;
        if (text.Rule.Length > 0)
            schema["patternErrorMessage"] = text.Rule;
        return schema;
    }

    private static JsonObject OfMap(MapShape map)
    {
        var properties = new JsonObject();
        foreach (var field in map.Fields)
            properties[field.Name] = OfField(field);

        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (map.Fields.Where(field => field.Required).Select(field => (JsonNode?)field.Name).ToArray() is { Length: > 0 } required)
            schema["required"] = new JsonArray(required);
        return schema;
    }

    private static JsonObject OfField(Field field)
    {
        var schema = Of(field.Shape);
        schema["description"] = field.Default is null ? field.Summary : $"{field.Summary} Default: {field.Default.Replace("{name_}", "<name>", StringComparison.Ordinal).Replace("{name}", "<name>", StringComparison.Ordinal)}";
        return schema;
    }

    private static JsonObject Either(JsonObject one, JsonObject other) => new() { ["anyOf"] = new JsonArray(one, other) };
}
