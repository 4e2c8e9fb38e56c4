using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bifrost.Topology.Yaml;

/// <summary>
/// Writes values as block-style YAML that every reader takes for the same, those of YAML 1.1 too, to which <c>on</c>, <c>0o7</c>, <c>1_000</c> and <c>12:30</c> are no texts.
/// The order of keys is kept; nothing else decides the bytes.
/// </summary>
public static partial class YamlWriter
{
    /// <summary>The value with LF and a last newline.</summary>
    public static string Write(JsonNode value)
    {
        var text = new StringBuilder();
        Append(text, value, 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? value, int depth)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } map:
                foreach (var (key, field) in map)
                    Entry(text, $"{new string(' ', depth * 2)}{Scalar(key)}:", field, depth);
                break;
            case JsonArray { Count: > 0 } list:
                foreach (var item in list)
                    Item(text, item, depth);
                break;
            default:
                text.Append(Leaf(value)).Append('\n');
                break;
        }
    }

    private static void Entry(StringBuilder text, string head, JsonNode? value, int depth)
    {
        text.Append(head).Append(IsLeaf(value) ? ' ' : '\n');
        Append(text, value, depth + 1);
    }

    // The first line of an item follows its dash; the others keep their depth.
    private static void Item(StringBuilder text, JsonNode? value, int depth)
    {
        var inner = new StringBuilder();
        Append(inner, value, depth + 1);
        text.Append(' ', depth * 2).Append("- ").Append(inner.ToString(), IsLeaf(value) ? 0 : (depth + 1) * 2, inner.Length - (IsLeaf(value) ? 0 : (depth + 1) * 2));
    }

    private static bool IsLeaf(JsonNode? value) => value is not (JsonObject { Count: > 0 } or JsonArray { Count: > 0 });

    private static string Leaf(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        _ when value.GetValueKind() == JsonValueKind.String => Scalar(value.GetValue<string>()),
        _ => value.ToJsonString(),
    };

    private static string Scalar(string text) => Word().IsMatch(text) && !Reserved().IsMatch(text) ? text : Quoted(text);

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            // Not as JSON has it: YAML does not join two escapes to one letter.
            _ = rune.Value switch
            {
                '"' or '\\' => quoted.Append('\\').Append(rune.ToString()),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                < 0x20 or (>= 0x7F and < 0xA0) or 0x2028 or 0x2029 or 0xFEFF => quoted.Append($"\\u{rune.Value:x4}"),
                _ => quoted.Append(rune.ToString()),
            };
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_./-]*\z")]
    private static partial Regex Word();

    [GeneratedRegex(@"\A(true|false|null|yes|no|on|off|y|n)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
