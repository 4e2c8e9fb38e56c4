using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bifrost.Topology.Tables;

/// <summary>A text as YAML reads it back in every place of the file: plain where it is words, in quotes otherwise. Every JSON string is a YAML string.</summary>
internal static partial class YamlScalar
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string text) => Words().IsMatch(text) && !Reserved().IsMatch(text) ? text : JsonSerializer.Serialize(text, Json);

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.()-]*( [A-Za-z0-9_.()-]+)*$")]
    private static partial Regex Words();

    [GeneratedRegex("^(true|false|null|yes|no|on|off|y|n)$", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();
}
