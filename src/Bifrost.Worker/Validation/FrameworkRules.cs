using System.Globalization;
using Bifrost.Worker.Routing;

namespace Bifrost.Worker.Validation;

/// <summary>What Connect itself checks beyond the types of its keys: ranges, closed sets, names, topics, aliases of transforms.</summary>
internal static class FrameworkRules
{
    private static readonly Dictionary<string, string[]> ClosedSets = new()
    {
        ["errors.tolerance"] = ["none", "all"],
        ["config.action.reload"] = ["none", "restart"],
    };

    private static readonly Dictionary<string, string[]> ClosedSetsBlindToCase = new()
    {
        ["exactly.once.support"] = ["REQUESTED", "REQUIRED"],
        ["transaction.boundary"] = ["INTERVAL", "POLL", "CONNECTOR"],
    };

    /// <summary>Adds what is wrong with one key.</summary>
    /// <param name="parsed">The value, or null where it was not of its type.</param>
    public static void Check(ValidationEntry entry, string? parsed)
    {
        switch (entry.Name)
        {
            case "name":
                CheckName(entry, parsed);
                break;
            case "tasks.max" when parsed is null:
                entry.Errors.Add(KafkaTypes.Invalid(null, entry.Name, "Value must be non-null"));
                break;
            case "tasks.max" when int.Parse(parsed, CultureInfo.InvariantCulture) < 1:
                entry.Errors.Add(KafkaTypes.Invalid(parsed, entry.Name, "Value must be at least 1"));
                break;
            case "transforms" when parsed is not null && HasDuplicates(parsed):
                entry.Errors.Add(KafkaTypes.Invalid(parsed, entry.Name, "Duplicate alias provided."));
                break;
        }

        if (parsed is not null && ClosedSets.TryGetValue(entry.Name, out var words) && !words.Contains(parsed))
            entry.Errors.Add(KafkaTypes.Invalid(parsed, entry.Name, $"String must be one of: {string.Join(", ", words)}"));
        if (parsed is not null && ClosedSetsBlindToCase.TryGetValue(entry.Name, out words) && !words.Contains(parsed, StringComparer.OrdinalIgnoreCase))
            entry.Errors.Add(KafkaTypes.Invalid(parsed, entry.Name, $"String must be one of (case insensitive): {string.Join(", ", words)}"));
    }

    /// <summary>A sink's topics: one of the two keys, and no dead letters read back.</summary>
    public static string? TopicsFault(IReadOnlyDictionary<string, string> config)
    {
        var topics = (config.GetValueOrDefault("topics") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var pattern = config.GetValueOrDefault("topics.regex") is { } regex && regex.Trim().Length > 0 ? regex.Trim() : null;
        var deadLetters = config.GetValueOrDefault("errors.deadletterqueue.topic.name") is { } name && name.Trim().Length > 0 ? name.Trim() : null;
        return (topics.Length > 0, pattern) switch
        {
            (false, null) => "Must configure one of topics or topics.regex",
            (true, not null) => "topics and topics.regex are mutually exclusive options, but both are set.",
            (true, null) when deadLetters is not null && topics.Contains(deadLetters) =>
                $"The DLQ topic '{deadLetters}' may not be included in the list of topics ('topics=[{string.Join(", ", topics)}]') consumed by the connector",
            (false, not null) when deadLetters is not null && new JavaRegex("topics.regex", pattern).Matches(deadLetters) =>
                $"The DLQ topic '{deadLetters}' may not be matched by the regex for the topics ('topics.regex={pattern}') consumed by the connector",
            _ => null,
        };
    }

    private static void CheckName(ValidationEntry entry, string? name)
    {
        if (name is null)
            return;
        if (name.Length == 0)
            entry.Errors.Add(KafkaTypes.Invalid(name, entry.Name, "String may not be empty"));
        var controls = name.Where(static c => c < ' ' || c == '\x7F').Select(static c => ((int)c).ToString(CultureInfo.InvariantCulture)).ToList();
        if (controls.Count > 0)
            entry.Errors.Add(KafkaTypes.Invalid(name, entry.Name, $"String may not contain control sequences but had the following ASCII chars: {string.Join(", ", controls)}"));
    }

    private static bool HasDuplicates(string list)
    {
        var items = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return items.Distinct(StringComparer.Ordinal).Count() != items.Length;
    }
}
