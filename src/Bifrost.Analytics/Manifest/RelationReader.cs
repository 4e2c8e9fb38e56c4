using System.Text.Json;
using Bifrost.Analytics.Plan;
using Bifrost.Postgres.Sessions;

namespace Bifrost.Analytics.Manifest;

/// <summary>A model or a seed of the manifest as a relation of the plan.</summary>
internal static class RelationReader
{
    /// <param name="heading">Columns of a seed's file, in its order; empty for a model.</param>
    public static PlannedRelation Read(ManifestNode node, IReadOnlyList<string> parents, IReadOnlyList<string> heading)
    {
        var contract = node.IsOn("contract", "enforced");
        return new(node.Name, Enum.Parse<RelationKind>(node.Materialized, ignoreCase: true), node.Schema, parents)
        {
            Identifier = node.Identifier,
            Description = node.IsOn("persist_docs", "relation") && node.Description.Length > 0 ? node.Description : null,
            Columns = node.Kind == "seed" ? SeedColumns(node, heading) : ModelColumns(node, contract),
            Contract = contract,
            Constraints = contract ? [.. node.Elements("constraints").Select(TableConstraint)] : [],
            Indexes = [.. Indexes(node)],
        };
    }

    private static List<PlannedColumn> ModelColumns(ManifestNode node, bool contract)
    {
        var documented = node.IsOn("persist_docs", "columns");
        return
        [
            .. node.Members("columns").Where(_ => contract || documented).Select(column => new PlannedColumn(
                column.Name,
                contract ? column.Value.GetProperty("data_type").GetString() : null,
                contract ? [.. ManifestNode.Elements(column.Value, "constraints").Select(ColumnConstraint)] : [],
                documented ? column.Value.GetProperty("description").GetString() : null)),
        ];
    }

    private static List<PlannedColumn> SeedColumns(ManifestNode node, IReadOnlyList<string> heading)
    {
        var types = node.Setting("column_types");
        var documented = node.IsOn("persist_docs", "columns");
        var untyped = heading.Where(name => types.ValueKind != JsonValueKind.Object || !types.TryGetProperty(name, out _)).ToList();
        if (untyped.Count > 0)
            throw new ModelsException($"{node.Id}: {string.Join(", ", untyped)} {(untyped.Count == 1 ? "has" : "have")} no type in column_types. dbt would guess it from the rows; say it.");
        var described = node.Members("columns").ToDictionary(static column => column.Name, static column => column.Value.GetProperty("description").GetString(), StringComparer.Ordinal);
        return [.. heading.Select(name => new PlannedColumn(name, types.GetProperty(name).GetString(), [], documented ? described.GetValueOrDefault(name) : null))];
    }

    private static IEnumerable<PlannedIndex> Indexes(ManifestNode node) => node.Setting("indexes") is { ValueKind: JsonValueKind.Array } indexes
        ? indexes.EnumerateArray().Select(static index => new PlannedIndex(
            ManifestNode.Texts(index.GetProperty("columns")),
            index.TryGetProperty("unique", out var unique) && unique.ValueKind == JsonValueKind.True,
            index.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "btree"))
        : [];

    private static string ColumnConstraint(JsonElement constraint) => TypeOf(constraint) switch
    {
        "check" => Check(constraint),
        var type => $"{type}{(Expression(constraint) is { } more ? $" {more}" : "")}",
    };

    private static string TableConstraint(JsonElement constraint) => TypeOf(constraint) switch
    {
        "check" => Check(constraint),
        var type => $"{type} ({SqlText.Names(ManifestNode.Texts(constraint.GetProperty("columns")))})",
    };

    private static string TypeOf(JsonElement constraint) => constraint.GetProperty("type").GetString()!.Replace('_', ' ');

    private static string Check(JsonElement constraint) => $"check ({Expression(constraint)})";

    private static string? Expression(JsonElement constraint) => constraint.TryGetProperty("expression", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
