using System.Text.Json;
using Bifrost.Analytics.Plan;

namespace Bifrost.Analytics.Manifest;

/// <summary>A test of the manifest as a test of the plan.</summary>
internal static class TestReader
{
    /// <summary>Characters; beyond it a list of files is no longer read.</summary>
    private const int LongestName = 120;

    public static PlannedTest Read(ManifestNode node, IReadOnlyList<string> parents) => new(
        NameOf(node),
        parents,
        string.Equals(node.SettingText("severity"), "warn", StringComparison.OrdinalIgnoreCase) ? TestSeverity.Warn : TestSeverity.Error,
        node.SettingText("fail_calc") ?? "count(*)",
        node.SettingText("warn_if") ?? "!= 0",
        node.SettingText("error_if") ?? "!= 0",
        node.Setting("limit") is { ValueKind: JsonValueKind.Number } limit ? limit.GetInt32() : null,
        node.Description.Length > 0 ? node.Description.ReplaceLineEndings(" ").Trim() : Meaning(node));

    /// <summary>The name that dbt shows; its short form, which ends in a hash, where a file could not bear it.</summary>
    public static string NameOf(ManifestNode node) => node.Name.Length <= LongestName ? node.Name : node.Identifier;

    /// <summary>dbt's own tests say in their names what they ask; for others the name must do.</summary>
    private static string Meaning(ManifestNode node)
    {
        if (!node.Json.TryGetProperty("test_metadata", out var test))
            return $"the assertion {node.Name} does not hold";
        var of = node.Json.TryGetProperty("file_key_name", out var key) && key.ValueKind == JsonValueKind.String ? key.GetString()!.Split('.', 2)[^1] : "it";
        var column = node.Text("column_name") is { } name ? $"{of}.{name}" : of;
        return test.GetProperty("name").GetString() switch
        {
            "unique" => $"values of {column} that occur more than once",
            "not_null" => $"rows of {of} without a value in {node.Text("column_name")}",
            "accepted_values" => $"values of {column} that are none of the accepted ones",
            "relationships" => $"rows of {of} whose {node.Text("column_name")} is not in {Argument(test, "to")}.{Argument(test, "field")}",
            var other => $"{of} does not pass {other}",
        };
    }

    private static string Argument(JsonElement test, string name)
    {
        var text = test.GetProperty("kwargs").TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "?";
        return text.StartsWith("ref(", StringComparison.Ordinal) ? text[4..^1].Trim('\'', '"') : text;
    }
}
