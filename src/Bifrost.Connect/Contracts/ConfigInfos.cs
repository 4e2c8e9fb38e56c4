using System.Text.Json.Serialization;

namespace Bifrost.Connect.Contracts;

/// <summary><c>PUT /connector-plugins/{plugin}/config/validate</c>.</summary>
public sealed record ConfigInfos(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("error_count")] int ErrorCount,
    [property: JsonPropertyName("groups")] IReadOnlyList<string> Groups,
    [property: JsonPropertyName("configs")] IReadOnlyList<ConfigInfo> Configs);

/// <param name="Definition">Null for a value that no key is known for.</param>
public sealed record ConfigInfo(
    [property: JsonPropertyName("definition")] ConfigKeyInfo? Definition,
    [property: JsonPropertyName("value")] ConfigValueInfo? Value);

/// <summary>One key of a plugin; also an element of <c>GET /connector-plugins/{plugin}/config</c>.</summary>
/// <param name="Type"><c>BOOLEAN STRING INT SHORT LONG DOUBLE LIST CLASS PASSWORD</c>.</param>
/// <param name="OrderInGroup">Named <c>order</c> up to Connect 4.1.</param>
public sealed record ConfigKeyInfo(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("required")] bool Required,
    [property: JsonPropertyName("default_value")] string? DefaultValue,
    [property: JsonPropertyName("importance")] string Importance,
    [property: JsonPropertyName("documentation")] string Documentation,
    [property: JsonPropertyName("group")] string? Group,
    [property: JsonPropertyName("order_in_group")] int OrderInGroup,
    [property: JsonPropertyName("width")] string Width,
    [property: JsonPropertyName("display_name")] string DisplayName,
    [property: JsonPropertyName("dependents")] IReadOnlyList<string> Dependents);

/// <param name="Value">The value as given; passwords print <c>[hidden]</c>.</param>
public sealed record ConfigValueInfo(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("value")] string? Value,
    [property: JsonPropertyName("recommended_values")] IReadOnlyList<string> RecommendedValues,
    [property: JsonPropertyName("errors")] IReadOnlyList<string> Errors,
    [property: JsonPropertyName("visible")] bool Visible);
