using System.Globalization;
using Bifrost.Worker.Routing;

namespace Bifrost.Worker.Connectors;

/// <summary>A connector's configuration with its references resolved, read key by key. Holds secrets: never print a value of it.</summary>
internal sealed class ConfigValues(IReadOnlyDictionary<string, string> values)
{
    public IReadOnlyDictionary<string, string> All { get; } = values;

    /// <summary>The value without the blanks around it, or null where it is absent or empty.</summary>
    public string? Text(string key) => All.TryGetValue(key, out var value) && value.Trim() is { Length: > 0 } text ? text : null;

    /// <exception cref="ConnectorConfigException">There is no value.</exception>
    public string Required(string key) => Text(key) ?? throw ConnectorConfigException.Missing(key);

    public bool Flag(string key, bool otherwise) => Text(key) is not { } text ? otherwise
        : bool.TryParse(text, out var value) ? value
        : throw ConnectorConfigException.Wrong(key, text, "either 'true' or 'false' is expected.");

    public int Number(string key, int otherwise) => Text(key) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= 0 ? value
        : throw ConnectorConfigException.Wrong(key, text, "a whole number from zero on is expected.");

    public TimeSpan Milliseconds(string key, int otherwise) => TimeSpan.FromMilliseconds(Number(key, otherwise));

    /// <summary>One of a closed set of words, blind to case.</summary>
    public T Choice<T>(string key, T otherwise, IReadOnlyDictionary<string, T> words) => Text(key) is not { } text ? otherwise
        : words.TryGetValue(text.ToLowerInvariant(), out var value) ? value
        : throw ConnectorConfigException.Wrong(key, text, $"value must be one of {string.Join(", ", words.Keys)}.");

    /// <summary>Items between commas, trimmed, empty ones left out.</summary>
    public IReadOnlyList<string> List(string key) =>
        Text(key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
