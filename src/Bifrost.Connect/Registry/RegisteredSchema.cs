using System.Text.Json.Serialization;

namespace Bifrost.Connect.Registry;

/// <summary>One version of a subject.</summary>
/// <param name="Type">Left out by the registry for Avro.</param>
/// <param name="References">Schemas of other subjects that this one names; null for none.</param>
/// <param name="Schema">The text.</param>
public sealed record RegisteredSchema(
    [property: JsonPropertyName("subject")] string Subject,
    [property: JsonPropertyName("version")] int Version,
    [property: JsonPropertyName("id")] int Id,
    [property: JsonPropertyName("schemaType")] string? Type,
    [property: JsonPropertyName("references")] IReadOnlyList<SchemaReference>? References,
    [property: JsonPropertyName("schema")] string Schema);

/// <param name="Name">How the schema's text names it.</param>
public sealed record SchemaReference(
    [property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("subject")] string Subject, [property: JsonPropertyName("version")] int Version);

/// <summary>A schema that is asked about.</summary>
/// <param name="Type"><c>AVRO</c>, <c>JSON</c> or <c>PROTOBUF</c>; null for Avro, as old registries want it.</param>
public sealed record CandidateSchema(
    [property: JsonPropertyName("schema")] string Schema,
    [property: JsonPropertyName("schemaType"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Type = null,
    [property: JsonPropertyName("references"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SchemaReference>? References = null);

/// <param name="Messages">What does not fit, in the registry's words; null from registries that do not say.</param>
public sealed record CompatibilityVerdict(
    [property: JsonPropertyName("is_compatible")] bool IsCompatible, [property: JsonPropertyName("messages")] IReadOnlyList<string>? Messages = null);
