using System.Text.Json.Serialization;

namespace Bifrost.Catalogs.Embedded;

/// <summary>One row of the table of embedded keys. The first row of an owner that fits key and value decides.</summary>
public sealed record EmbeddedKey
{
    /// <summary>A Java class, or one of the groups of <see cref="KeyOwner"/>.</summary>
    public required string Owner { get; init; }

    /// <summary>A key; a last <c>*</c> stands for any ending.</summary>
    public required string Key { get; init; }

    public required string Class { get; init; }

    /// <summary>Values that the row is for, in any case; none means every value. A key that is not set has no row to fit but these.</summary>
    public IReadOnlyList<string> When { get; init; } = [];

    /// <summary>Values that the row is not for.</summary>
    public IReadOnlyList<string> Unless { get; init; } = [];

    public string Reason { get; init; } = "";

    [JsonIgnore]
    public KeyKind Kind => Class switch
    {
        "honoured" => KeyKind.Honoured,
        "no effect" => KeyKind.NoEffect,
        "refused" => KeyKind.Refused,
        _ => throw new InvalidOperationException($"The table of embedded keys has the unknown class '{Class}' for {Key}."),
    };

    internal bool Fits(string key, string value) =>
        (Key.EndsWith('*') ? key.StartsWith(Key[..^1], StringComparison.Ordinal) : Key == key)
        && (When.Count == 0 || When.Contains(value, StringComparer.OrdinalIgnoreCase))
        && !Unless.Contains(value, StringComparer.OrdinalIgnoreCase);
}
