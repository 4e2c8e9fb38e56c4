using System.Globalization;
using System.Text.Json;
using Bifrost.Analytics.Plan;
using Bifrost.Analytics.Run;

namespace Bifrost.Analytics.Dbt;

/// <summary>dbt's <c>run_results.json</c> in our own words, so that both ways of building say the same.</summary>
internal sealed class RunResultsFile(ModelsPlan plan)
{
    /// <summary>Parts of a unique id: kind, project, name.</summary>
    private const int NameAt = 2;

    private readonly Dictionary<string, PlannedRelation> _relations = plan.Relations.ToDictionary(static relation => relation.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, PlannedTest> _tests = plan.Tests.ToDictionary(static test => test.Name, StringComparer.Ordinal);

    public IReadOnlyList<NodeResult> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. document.RootElement.GetProperty("results").EnumerateArray().Where(static result => result.GetProperty("status").GetString() != "no-op").Select(Result)];
    }

    private NodeResult Result(JsonElement json)
    {
        var id = json.GetProperty("unique_id").GetString()!.Split('.');
        var (kind, name) = (id[0] == "unit_test" ? "unit test" : id[0], id[0] == "unit_test" ? string.Join('.', id[NameAt..]) : id[NameAt]);
        var status = Status(json.GetProperty("status").GetString()!);
        var isTest = kind.EndsWith("test", StringComparison.Ordinal);
        return new(
            name,
            _relations.TryGetValue(name, out var relation) ? ModelsRun.KindOf(relation) : kind,
            status is NodeStatus.Built && isTest ? NodeStatus.Passed : status,
            isTest ? Number(json, "failures") : json.TryGetProperty("adapter_response", out var response) ? Number(response, "rows_affected") : null,
            Math.Round(json.GetProperty("execution_time").GetDouble(), 3),
            status is NodeStatus.Built or NodeStatus.Passed ? null : Message(name, isTest, json));
    }

    private static NodeStatus Status(string dbts) => dbts switch
    {
        "success" => NodeStatus.Built,
        "pass" => NodeStatus.Passed,
        "warn" => NodeStatus.Warned,
        "skipped" => NodeStatus.Skipped,
        _ => NodeStatus.Failed,
    };

    private string Message(string name, bool isTest, JsonElement json)
    {
        var said = json.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String ? DbtText.Sentence(message.GetString()!) : "";
        if (json.GetProperty("status").GetString() == "skipped")
            return said.Length > 0 ? said : "left as it was: what it reads failed";
        return isTest && _tests.TryGetValue(name, out var test) && Number(json, "failures") is { } found
            ? string.Create(CultureInfo.InvariantCulture, $"{found:N0} found: {test.Meaning}.")
            : said;
    }

    private static long? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.GetInt64() is >= 0 and var number ? number : null;
}
