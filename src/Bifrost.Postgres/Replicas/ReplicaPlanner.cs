using Bifrost.Postgres.Definitions;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Changes;

namespace Bifrost.Postgres.Replicas;

/// <summary>Compares what is wanted with what a replica has. Pure.</summary>
internal static class ReplicaPlanner
{
    public static ReplicaPlan Plan(WantedReplica wanted, ReplicaState there)
    {
        var tables = new List<string>();
        var differences = new List<string>(wanted.Refused);
        foreach (var table in wanted.Tables)
        {
            if (there.Tables.GetValueOrDefault(table.Name) is { } existing)
                Fit(table, existing, tables, differences);
            else
                tables.Add(ReplicaSql.Create(table));
        }
        return new ReplicaPlan([.. Schemas(wanted, there), .. wanted.Extensions.Where(one => !there.Extensions.Contains(one.Name)).Select(ReplicaSql.Create), .. wanted.Types.SelectMany(type => Type(type, there))], tables, differences);
    }

    private static IEnumerable<string> Schemas(WantedReplica wanted, ReplicaState there) =>
        wanted.Tables.Select(static table => table.Name.Schema).Concat(wanted.Extensions.Select(static one => one.Schema)).Concat(wanted.Types.Select(static type => ReplicaSql.SchemaOf(type.Name)))
            .Distinct(StringComparer.Ordinal).Where(schema => !there.Schemas.Contains(schema)).Select(static schema => $"create schema {SqlText.Name(schema)}");

    private static IEnumerable<string> Type(TypeDefinition type, ReplicaState there)
    {
        if (!there.Types.TryGetValue(type.Name, out var labels))
            return [ReplicaSql.Create(type)];
        return type is TypeDefinition.Enum wanted ? NewLabels(wanted, labels) : [];
    }

    private static IEnumerable<string> NewLabels(TypeDefinition.Enum wanted, IReadOnlyList<string> labels)
    {
        for (var i = 0; i < wanted.Labels.Count; i++)
        {
            if (!labels.Contains(wanted.Labels[i]))
                yield return $"alter type {wanted.Name} add value if not exists {SqlText.Literal(wanted.Labels[i])}{(i > 0 ? $" after {SqlText.Literal(wanted.Labels[i - 1])}" : "")}";
        }
    }

    private static void Fit(WantedTable table, TableDefinition there, List<string> statements, List<string> differences)
    {
        foreach (var column in table.Columns)
        {
            if (there.Columns.FirstOrDefault(one => one.Name == column.Name) is { } existing)
                differences.AddRange(ReplicaDifferences.Of(table, column, existing));
            else
                statements.Add(ReplicaSql.AddColumn(table, column));
        }
        differences.AddRange(ReplicaDifferences.Of(table, there));
    }
}

/// <summary>What a replica has.</summary>
/// <param name="Types">Of the wanted types, those that are there, with the labels of enums.</param>
internal sealed record ReplicaState(
    IReadOnlySet<string> Schemas, IReadOnlySet<string> Extensions, IReadOnlyDictionary<string, IReadOnlyList<string>> Types, IReadOnlyDictionary<TableName, TableDefinition> Tables);
