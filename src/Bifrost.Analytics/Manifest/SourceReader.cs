using System.Globalization;
using System.Text.Json;
using Bifrost.Analytics.Plan;
using Bifrost.Postgres.Sessions;

namespace Bifrost.Analytics.Manifest;

/// <summary>A source of the manifest as a source of the plan.</summary>
internal static class SourceReader
{
    public static PlannedSource Read(ManifestNode node, SqlNormalizer normalizer)
    {
        var freshness = node.Json.TryGetProperty("freshness", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        var (warn, error) = (Age(node, freshness, "warn_after"), Age(node, freshness, "error_after"));
        var asked = warn is not null || error is not null;
        return new($"{node.Text("source_name")}.{node.Name}", node.Schema, node.Identifier, warn, error, asked ? LoadedAt(node, freshness, normalizer) : null);
    }

    private static string? LoadedAt(ManifestNode node, JsonElement freshness, SqlNormalizer normalizer)
    {
        if (node.Text("loaded_at_query") is { } template && template.Contains("{{", StringComparison.Ordinal))
            throw new ModelsException($"{node.Id}: loaded_at_query is a template, which dbt compiles only while it asks. Write the SQL out.");
        if (node.Text("loaded_at_query") is { } query)
            return normalizer.Normal(query).TrimEnd('\n');
        if (node.Text("loaded_at_field") is not { } field)
            return null;
        var filter = freshness.TryGetProperty("filter", out var text) && text.ValueKind == JsonValueKind.String ? $" where {text.GetString()}" : "";
        return $"select max({field}) from {SqlText.Name(node.Schema)}.{SqlText.Name(node.Identifier)}{filter}";
    }

    private static TimeSpan? Age(ManifestNode node, JsonElement freshness, string name)
    {
        if (freshness.ValueKind != JsonValueKind.Object || !freshness.TryGetProperty(name, out var age) || age.ValueKind != JsonValueKind.Object
            || !age.TryGetProperty("count", out var number) || number.ValueKind != JsonValueKind.Number)
            return null;
        var count = number.GetInt32();
        return age.GetProperty("period").GetString() switch
        {
            "minute" => TimeSpan.FromMinutes(count),
            "hour" => TimeSpan.FromHours(count),
            "day" => TimeSpan.FromDays(count),
            var other => throw new ModelsException(string.Create(CultureInfo.InvariantCulture, $"{node.Id}: the period {other} of {name} is none of minute, hour, day.")),
        };
    }
}
