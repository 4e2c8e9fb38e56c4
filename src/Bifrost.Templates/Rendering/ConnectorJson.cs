using System.Text.Encodings.Web;
using System.Text.Json;
using Bifrost.Topology;

namespace Bifrost.Templates.Rendering;

/// <summary>A connector's configuration in the form of POST /connectors, with its keys in ordinal order.</summary>
internal sealed class ConnectorJson
{
    /// <summary>The key by which a topology knows its own files and connectors.</summary>
    public const string Mark = "bifrost.topology";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _name;
    private readonly SortedDictionary<string, string> _config;

    private WantedState? _state;

    private ConnectorJson(string name, SortedDictionary<string, string> config) => (_name, _config) = (name, config);

    /// <exception cref="TemplateException">The text is not JSON, or not a connector.</exception>
    public static ConnectorJson Parse(string template, string name, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            var config = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var pair in Config(template, name, document.RootElement).EnumerateObject())
            {
                config[pair.Name] = pair.Value.ValueKind == JsonValueKind.String
                    ? pair.Value.GetString()!
                    : throw TemplateException.WrongShape(template, name, $"has {pair.Name} as {pair.Value.ValueKind.ToString().ToLowerInvariant()}; Connect takes texts only.");
            }

            return config.ContainsKey(Mark) ? new ConnectorJson(name, config) : throw TemplateException.WrongShape(template, name, $"has no key '{Mark}', by which the file is known as the topology's.");
        }
        catch (JsonException fault)
        {
            throw TemplateException.NotJson(template, name, fault);
        }
    }

    /// <summary>With the keys that the topology sets itself.</summary>
    public ConnectorJson With(IEnumerable<ConfigOverride> overrides)
    {
        var config = new SortedDictionary<string, string>(_config, StringComparer.Ordinal);
        foreach (var (key, value) in overrides)
        {
            if (value is null)
                config.Remove(key);
            else
                config[key] = value;
        }

        return new ConnectorJson(_name, config);
    }

    /// <summary>In the state that the topology asks for, as POST /connectors takes it; null says nothing of a state.</summary>
    public ConnectorJson In(WantedState? state) => new(_name, _config) { _state = state };

    public string ToText()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            writer.WriteStartObject();
            writer.WriteString("name", _name);
            writer.WriteStartObject("config");
            foreach (var (key, value) in _config)
                writer.WriteString(key, value);
            writer.WriteEndObject();
            if (_state is { } state)
                writer.WriteString("initial_state", state.ToString().ToUpperInvariant());
            writer.WriteEndObject();
        }

        return $"{System.Text.Encoding.UTF8.GetString(buffer.ToArray())}\n";
    }

    private static JsonElement Config(string template, string name, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("config", out var config) || config.ValueKind != JsonValueKind.Object)
            throw TemplateException.WrongShape(template, name, "is not an object with 'name' and 'config'.");
        if (!root.TryGetProperty("name", out var own) || own.ValueKind != JsonValueKind.String || own.GetString() != name)
            throw TemplateException.WrongShape(template, name, "has another name; write \"name\": {{json name}}.");
        return config;
    }
}
