using System.Globalization;
using System.Text.RegularExpressions;
using Bifrost.Catalogs;
using Bifrost.Worker.Routing;

namespace Bifrost.Worker.Validation;

/// <summary>Debezium's checks of its source's keys, with its words.</summary>
internal static partial class DebeziumTypes
{
    private static readonly string[] RequiredKeys = ["topic.prefix", "database.hostname", "database.user", "database.dbname"];

    private static readonly string[] PositiveKeys = ["max.batch.size", "max.queue.size", "poll.interval.ms", "status.update.interval.ms", "snapshot.max.threads", "incremental.snapshot.chunk.size"];

    /// <summary>Lists of regular expressions, each with the other half of its pair.</summary>
    private static readonly Dictionary<string, string> ExcludeLists = new()
    {
        ["schema.exclude.list"] = "schema.include.list",
        ["table.exclude.list"] = "table.include.list",
        ["column.exclude.list"] = "column.include.list",
        ["message.prefix.exclude.list"] = "message.prefix.include.list",
    };

    public static string Invalid(string key, string reason) => $"The '{key}' value is invalid: {reason}";

    /// <returns>Why the value is not right; null where it is.</returns>
    public static string? Fault(KeyDefinition key, string? value, IReadOnlyDictionary<string, string> config)
    {
        if (string.IsNullOrWhiteSpace(value))
            return RequiredKeys.Contains(key.Name) ? "A value is required" : null;
        if (TypeFault(key, value.Trim()) is { } fault)
            return fault;
        if (ExcludeLists.TryGetValue(key.Name, out var include) && config.ContainsKey(include))
            return $"\"{include}\" is already specified";
        return key.Name switch
        {
            "slot.name" when !SlotName().IsMatch(value) => "Valid replication slot name must contain only digits, lowercase characters and underscores with length <= 63",
            "topic.prefix" when !TopicName().IsMatch(value) => $"{value} has invalid format (only the underscore, hyphen, dot and alphanumeric characters are allowed)",
            _ when ExcludeLists.ContainsKey(key.Name) || ExcludeLists.ContainsValue(key.Name) => ExpressionFault(key.Name, value),
            _ => null,
        };
    }

    private static string? TypeFault(KeyDefinition key, string value)
    {
        switch (key.Type)
        {
            case "INT" or "SHORT" when !int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _):
                return "An integer is expected";
            case "LONG" when !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _):
                return "A long value is expected";
            case "INT" or "LONG" when PositiveKeys.Contains(key.Name) && long.Parse(value, CultureInfo.InvariantCulture) <= 0:
                return "A positive, non-zero integer value is expected";
            case "BOOLEAN" when !bool.TryParse(value, out _):
                return "Either 'true' or 'false' is expected";
            default:
                return key is { Type: "STRING", Recommended.Count: > 0 } && !key.Recommended.Contains(value, StringComparer.OrdinalIgnoreCase)
                    ? $"Value must be one of {string.Join(", ", key.Recommended)}"
                    : null;
        }
    }

    private static string? ExpressionFault(string key, string value)
    {
        try
        {
            NamePatterns.Parse(key, value);
            return null;
        }
        catch (ConnectorConfigException e)
        {
            return $"A comma-separated list of valid regular expressions is expected, but {e.Message}";
        }
    }

    [GeneratedRegex(@"\A[a-z0-9_]{1,63}\z")]
    private static partial Regex SlotName();

    [GeneratedRegex(@"\A[a-zA-Z0-9._-]+\z")]
    private static partial Regex TopicName();
}
