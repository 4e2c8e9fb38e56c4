using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bifrost.Analytics.Manifest;

/// <summary>What the way without dbt would not build as dbt does; all of it at once, so that the project is mended in one go.</summary>
internal static partial class PlanChecks
{
    private static readonly string[] Materializations = ["table", "view", "incremental", "ephemeral"];

    public static IReadOnlyList<string> Of(ManifestFile manifest) =>
    [
        .. manifest.Nodes.SelectMany(static node => node.Kind switch
        {
            "model" => Model(node).Concat(Anything(node)),
            "seed" => Seed(node).Concat(Anything(node)),
            "test" => Test(node),
            _ => [ManifestFaults.NotWithoutDbt(node.Id, $"a {node.Kind}", "Leave it out, or make it a model.")],
        }),
    ];

    private static IEnumerable<string> Model(ManifestNode node)
    {
        if (node.Text("language") is { } language && language != "sql")
            yield return ManifestFaults.NotWithoutDbt(node.Id, $"a model in {language}", "Write it in SQL.");
        if (!Materializations.Contains(node.Materialized))
            yield return ManifestFaults.NotWithoutDbt(node.Id, $"the materialization {node.Materialized}", $"Use one of {string.Join(", ", Materializations)}.");
        if (node.Elements("constraints").Concat(node.Members("columns").SelectMany(static column => ManifestNode.Elements(column.Value, "constraints")))
            .Any(static constraint => constraint.GetProperty("type").GetString() is "foreign_key" or "custom"))
            yield return ManifestFaults.NotWithoutDbt(node.Id, "a foreign key", "A table that is built anew would lose it in dbt too; test with `relationships`.");
    }

    private static IEnumerable<string> Seed(ManifestNode node)
    {
        if (node.SettingText("delimiter") is { } delimiter && delimiter != ",")
            yield return ManifestFaults.NotWithoutDbt(node.Id, $"a seed delimited by {delimiter}", "Use commas.");
    }

    private static IEnumerable<string> Test(ManifestNode node)
    {
        if (node.Setting("store_failures").ValueKind == JsonValueKind.True)
            yield return ManifestFaults.NotWithoutDbt(node.Id, "a table of a test's failures", "Leave store_failures out.");
    }

    private static IEnumerable<string> Anything(ManifestNode node)
    {
        // Hooks of an incremental model are about the part that it rebuilds; a full build has none.
        foreach (var hook in new[] { "pre-hook", "post-hook" }.Where(hook => node.Materialized != "incremental" && node.Setting(hook) is { ValueKind: JsonValueKind.Array } hooks && hooks.GetArrayLength() > 0))
            yield return ManifestFaults.NotWithoutDbt(node.Id, $"its {hook}", "Put the statement into a model, or leave it out.");
        if (node.Setting("grants") is { ValueKind: JsonValueKind.Object } grants && grants.EnumerateObject().Any())
            yield return ManifestFaults.NotWithoutDbt(node.Id, "its grants", "Privileges belong to the target's roles; `bifrost up` grants them.");
        if (node.SettingText("sql_header") is not null || node.Setting("unlogged").ValueKind == JsonValueKind.True)
            yield return ManifestFaults.NotWithoutDbt(node.Id, "sql_header or unlogged", "Leave it out.");
        foreach (var name in node.Members("columns").Select(static column => column.Name).Append(node.Identifier).Where(static name => !PlainName().IsMatch(name)))
            yield return ManifestFaults.NotWithoutDbt(node.Id, $"the name {name}", "Use small letters, digits and _: what needs quotes is quoted differently by each tool.");
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();
}
