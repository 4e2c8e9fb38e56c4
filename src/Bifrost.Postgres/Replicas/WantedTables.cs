using System.Text.RegularExpressions;
using Bifrost.Postgres.Definitions;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Replicas;

/// <summary>From captured tables and their routes to the tables that a replica should have.</summary>
/// <remarks>
/// Foreign keys and secondary unique keys are left out: Kafka's sinks write table by table, not in the order of commits, and stop at them.
/// Identities, sequences and serials become plain columns: their values are copied.
/// </remarks>
public static partial class WantedTables
{
    /// <param name="viaRoot">Rows of partitions arrive under the root's name.</param>
    public static WantedReplica Of(DatabaseDefinition source, ITableRouter router, bool viaRoot)
    {
        var tables = new List<WantedTable>();
        var refused = new List<string>();
        var written = new List<ColumnDefinition>();
        foreach (var table in source.Tables.Where(table => viaRoot ? !table.IsPartition : !table.IsPartitioned))
        {
            try
            {
                if (router.Route(Relation(table)) is { } route)
                {
                    tables.Add(Of(table, route));
                    written.AddRange(route.Columns.Select(column => SourceOf(table, column)).OfType<ColumnDefinition>());
                }
            }
            catch (ReplicationException e)
            {
                refused.Add(e.Message);
            }
        }
        return tables.Count == 0 ? new WantedReplica([], [], [], refused) : new WantedReplica(source.Extensions, source.Types, tables, refused) { Helpers = ReplicaHelpers.For(written) };
    }

    private static RoutedRelation Relation(TableDefinition table) => new(
        table.Name, [.. Written(table).Select(static column => column.Name)], table.PrimaryKey.Count > 0 ? table.PrimaryKey : table.IdentityColumns);

    private static IEnumerable<ColumnDefinition> Written(TableDefinition table) => table.Columns.Where(static column => column.Generated is null);

    private static WantedTable Of(TableDefinition table, TableRoute route)
    {
        var columns = route.Columns.Select(column => Column(table, column));
        return new WantedTable(route.Target, table.Name, [.. columns.Concat(Generated(table, route))], route.Key);
    }

    private static WantedColumn Column(TableDefinition table, ColumnRoute route)
    {
        if (SourceOf(table, route) is not { } source)
            return new WantedColumn(route.Target, TypeOf(route.Origin), false, null, null, null);
        return new WantedColumn(route.Target, source.Type, source.NotNull, Kept(source), null, source.Collation);
    }

    private static ColumnDefinition? SourceOf(TableDefinition table, ColumnRoute route)
    {
        var name = route.Origin switch { ColumnOrigin.FromSource from => from.Column, ColumnOrigin.Masked masked => masked.Column, _ => null };
        return table.Columns.FirstOrDefault(column => column.Name == name);
    }

    private static string TypeOf(ColumnOrigin origin) => origin switch
    {
        ColumnOrigin.Constant constant => constant.Type,
        ColumnOrigin.Fact { Of: ChangeFact.Lsn or ChangeFact.TransactionId or ChangeFact.CommitMilliseconds } => "bigint",
        _ => "text",
    };

    /// <summary>Generated on the replica too, where every column that an expression may name is there under its own name, and the expression needs no function of a user's.</summary>
    private static IEnumerable<WantedColumn> Generated(TableDefinition table, TableRoute route)
    {
        var same = route.Columns.Where(static column => column.Origin is ColumnOrigin.FromSource from && from.Column == column.Target).Select(static column => column.Target).ToHashSet();
        return Written(table).All(column => same.Contains(column.Name))
            ? table.Columns.Where(static column => column.Generated is { } expression && !OwnFunction().IsMatch(expression))
                .Select(static column => new WantedColumn(column.Name, column.Type, column.NotNull, null, column.Generated, column.Collation))
            : [];
    }

    /// <summary>A default gives no value to a replicated row; it is kept for those who write to the replica later, where it works there.</summary>
    private static string? Kept(ColumnDefinition column) =>
        column.Identity is not null || column.Default is not { } expression || expression.Contains("nextval(", StringComparison.OrdinalIgnoreCase) || OwnFunction().IsMatch(expression)
            ? null
            : expression;

    /// <summary>Functions outside of <c>pg_catalog</c> print with their schema.</summary>
    [GeneratedRegex("""[\w"]\.("[^"]+"|\w+)\(""")]
    private static partial Regex OwnFunction();
}
