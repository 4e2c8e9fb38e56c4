using System.Text.Json.Serialization;

namespace Bifrost.Catalogs;

/// <summary>One key as its class declares it, dumped from a running worker.</summary>
public sealed record KeyDefinition
{
    /// <summary>A name, or a pattern such as <c>column.mask.with.(d+).chars</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Kafka's type: STRING, INT, LONG, SHORT, BOOLEAN, LIST, CLASS, PASSWORD, DOUBLE.</summary>
    public required string Type { get; init; }

    public required bool Required { get; init; }

    /// <summary>Null for none.</summary>
    public string? Default { get; init; }

    /// <summary>HIGH, MEDIUM or LOW.</summary>
    public required string Importance { get; init; }

    /// <summary>Values that the class recommends; for Debezium's closed sets these are all there are.</summary>
    public IReadOnlyList<string> Recommended { get; init; } = [];

    public string? Group { get; init; }

    /// <summary>Place in its group; -1 for none.</summary>
    [JsonPropertyName("order")]
    public int OrderInGroup { get; init; } = -1;

    /// <summary>NONE, SHORT, MEDIUM or LONG.</summary>
    public string Width { get; init; } = "NONE";

    [JsonPropertyName("display")]
    public string? DisplayName { get; init; }

    public IReadOnlyList<string> Dependents { get; init; } = [];

    /// <summary>Validation reports it as not visible.</summary>
    public bool Hidden { get; init; }

    /// <summary>The name stands for many keys.</summary>
    [JsonIgnore]
    public bool IsPattern => Name.Contains('(', StringComparison.Ordinal);
}
