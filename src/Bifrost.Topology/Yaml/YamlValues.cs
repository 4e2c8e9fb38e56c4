using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Bifrost.Topology.Yaml;

/// <summary>Reads one YAML document as plain values, by which what was written can be held against what was meant: a text in quotes stays a text.</summary>
public static class YamlValues
{
    /// <summary>The document's value; null for none.</summary>
    /// <exception cref="FormatException">The text is not YAML, or has what written documents do not have: anchors, a second document, a key twice.</exception>
    public static JsonNode? Read(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
                return null;
            var value = Value(parser);
            parser.Consume<DocumentEnd>();
            parser.Consume<StreamEnd>();
            return value;
        }
        catch (Exception fault) when (fault is YamlException or ArgumentException)
        {
            throw new FormatException($"This is not a YAML document of plain values: {fault.Message}", fault);
        }
    }

    private static JsonNode? Value(IParser parser)
    {
        if (parser.TryConsume<MappingStart>(out _))
        {
            var map = new JsonObject();
            while (!parser.TryConsume<MappingEnd>(out _))
                map.Add(parser.Consume<Scalar>().Value, Value(parser));
            return map;
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new JsonArray();
            while (!parser.TryConsume<SequenceEnd>(out _))
                list.Add(Value(parser));
            return list;
        }

        return Plain(parser.Consume<Scalar>());
    }

    private static JsonNode? Plain(Scalar scalar) => scalar switch
    {
        { Style: not ScalarStyle.Plain } => scalar.Value,
        { Value: "" or "~" or "null" } => null,
        { Value: "true" or "false" } => scalar.Value == "true",
        _ when long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => scalar.Value,
    };
}
