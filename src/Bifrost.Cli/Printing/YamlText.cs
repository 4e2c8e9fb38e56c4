using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bifrost.Cli.Printing;

/// <summary>A JSON value as block-style YAML 1.2. A string that is not plainly a word is written in quotes, as JSON has it: every JSON string is a YAML string.</summary>
internal static partial class YamlText
{
    public static string Of(JsonElement value)
    {
        var text = new StringBuilder();
        Append(text, value, 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().Any():
                foreach (var member in value.EnumerateObject())
                    Entry(text, new string(' ', depth * 2) + Scalar(member.Name) + ":", member.Value, depth);
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                foreach (var element in value.EnumerateArray())
                    Element(text, element, depth);
                break;
            default:
                text.Append(Leaf(value)).Append('\n');
                break;
        }
    }

    private static void Entry(StringBuilder text, string head, JsonElement value, int depth)
    {
        text.Append(head);
        if (IsLeaf(value))
        {
            text.Append(' ').Append(Leaf(value)).Append('\n');
            return;
        }
        text.Append('\n');
        Append(text, value, depth + 1);
    }

    /// <summary>The first line of an element follows its dash; the others keep their depth.</summary>
    private static void Element(StringBuilder text, JsonElement value, int depth)
    {
        var inner = new StringBuilder();
        Append(inner, value, IsLeaf(value) ? 0 : depth + 1);
        text.Append(' ', depth * 2).Append("- ").Append(IsLeaf(value) ? inner.ToString() : inner.ToString()[((depth + 1) * 2)..]);
    }

    private static bool IsLeaf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => true,
    };

    private static string Leaf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "{}",
        JsonValueKind.Array => "[]",
        JsonValueKind.String => Scalar(value.GetString()!),
        _ => value.GetRawText(),
    };

    private static string Scalar(string value) => Word().IsMatch(value) && !Reserved().IsMatch(value)
        ? value
        : JsonSerializer.Serialize(value, ResultWriter.Json);

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.\-/]*$")]
    private static partial Regex Word();

    [GeneratedRegex("^(true|false|null|yes|no|on|off|y|n)$", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
