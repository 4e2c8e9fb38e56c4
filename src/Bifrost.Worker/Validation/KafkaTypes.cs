using System.Globalization;

namespace Bifrost.Worker.Validation;

/// <summary>Kafka's own parsing of configuration values by type, with its words.</summary>
internal static class KafkaTypes
{
    public const string Hidden = "[hidden]";

    /// <returns>Why the value is not of the type; null where it is.</returns>
    public static string? Fault(string type, string value) => type switch
    {
        "INT" when !int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => "Not a number of type INT",
        "SHORT" when !short.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => "Not a number of type SHORT",
        "LONG" when !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => "Not a number of type LONG",
        "DOUBLE" when !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => "Not a number of type DOUBLE",
        "BOOLEAN" when !bool.TryParse(value, out _) => "Expected value to be either true or false",
        _ => null,
    };

    public static string Invalid(string? value, string key, string reason) => $"Invalid value {value ?? "null"} for configuration {key}: {reason}";

    /// <summary>A value as validation shows it.</summary>
    public static string? Shown(string type, string? value) => value is null ? null : type switch
    {
        "PASSWORD" => Hidden,
        "LIST" => string.Join(',', value.Split(',', StringSplitOptions.TrimEntries)),
        "BOOLEAN" => value.Trim().ToLowerInvariant(),
        _ => value.Trim(),
    };
}
