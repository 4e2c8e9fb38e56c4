using System.Text.Json;

namespace Bifrost.Analytics.Manifest;

/// <summary>One entry of a manifest, read as it is asked.</summary>
/// <param name="Id">dbt's unique id: <c>model.bifrost.dim_months</c>.</param>
internal sealed record ManifestNode(string Id, JsonElement Json)
{
    public string Kind => Text("resource_type")!;

    public string Name => Text("name")!;

    /// <summary>Its name in the database; for a test, the short one.</summary>
    public string Identifier => Text("alias") ?? Text("identifier") ?? Name;

    public string Schema => Text("schema")!;

    public string Database => Text("database")!;

    public string Materialized => Setting("materialized").GetString()!;

    /// <summary>Ids of what it reads.</summary>
    public IEnumerable<string> Reads => Json.TryGetProperty("depends_on", out var depends) && depends.TryGetProperty("nodes", out var nodes) ? Texts(nodes) : [];

    public string Description => Text("description") ?? "";

    /// <summary>SQL after dbt has run its templates; null where it was not compiled.</summary>
    public string? Sql => Text("compiled_code");

    public JsonElement Setting(string name) => Json.GetProperty("config").TryGetProperty(name, out var value) ? value : default;

    public string? SettingText(string name) => Setting(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A member of a member of the settings is <c>true</c>.</summary>
    public bool IsOn(string setting, string member) =>
        Setting(setting) is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty(member, out var inner) && inner.ValueKind == JsonValueKind.True;

    public string? Text(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Members of an object, or nothing where there is none.</summary>
    public IEnumerable<JsonProperty> Members(string name) => Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];

    /// <summary>Elements of a list, or nothing where there is none.</summary>
    public IEnumerable<JsonElement> Elements(string name) => Elements(Json, name);

    public static IEnumerable<JsonElement> Elements(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    public static IReadOnlyList<string> Texts(JsonElement list) => list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(static element => element.GetString()!)] : [];
}
