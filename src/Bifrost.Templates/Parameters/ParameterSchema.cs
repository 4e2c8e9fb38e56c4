using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bifrost.Templates.Parameters;

/// <summary>
/// The schema of a template's parameters: the part of JSON Schema that parameters need. A keyword that is not known is an error, as one that is passed over checks nothing.
/// </summary>
internal sealed class ParameterSchema
{
    private static readonly string[] Words = ["$schema", "title", "description", "default", "examples"];

    private readonly JsonObject _root;

    private ParameterSchema(JsonObject root) => _root = root;

    public static ParameterSchema Parse(string template, string text)
    {
        try
        {
            var root = JsonNode.Parse(text) as JsonObject ?? throw TemplateException.BadSchema(template, "An object was expected.");
            var unknown = Keywords(root).FirstOrDefault(word => !Words.Contains(word) && !ParameterRules.Known.Contains(word));
            return unknown is null
                ? new ParameterSchema(root)
                : throw TemplateException.BadSchema(template, $"The keyword '{unknown}' is not supported; supported are {string.Join(", ", ParameterRules.Known)}.");
        }
        catch (JsonException fault)
        {
            throw TemplateException.BadSchema(template, fault.Message);
        }
    }

    /// <exception cref="TemplateException">Parameters do not fit; all faults in one message.</exception>
    public void Check(string template, string connector, IReadOnlyDictionary<string, object?> parameters)
    {
        var faults = Faults(JsonSerializer.SerializeToNode(parameters));
        if (faults.Count > 0)
            throw TemplateException.BadParameters(template, connector, faults);
    }

    /// <summary>Everything in which a value does not fit, with its path.</summary>
    public IReadOnlyList<string> Faults(JsonNode? value) => [.. ParameterRules.Faults(value, _root, "")];

    private static IEnumerable<string> Keywords(JsonObject schema) => schema.SelectMany(pair => pair.Key switch
    {
        "properties" when pair.Value is JsonObject properties => properties.Select(one => one.Value).OfType<JsonObject>().SelectMany(Keywords).Prepend(pair.Key),
        "items" or "additionalProperties" when pair.Value is JsonObject each => Keywords(each).Prepend(pair.Key),
        _ => [pair.Key],
    });
}
