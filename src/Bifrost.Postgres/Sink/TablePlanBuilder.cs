using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Sink;

/// <summary>From a relation, its route and the target's table to a plan.</summary>
internal static class TablePlanBuilder
{
    public static TablePlan Build(string sink, Relation relation, TableRoute route, TargetTable target)
    {
        IReadOnlyList<WrittenColumn> columns = [.. route.Columns
            .Select(c => new WrittenColumn(target.Column(c.Target)!, c.Origin, IndexOf(relation, c.Origin)))
            .Where(static c => !c.Target.IsGenerated)];
        if (route.InsertMode == InsertMode.Upsert && route.Key.Count > 0 && !target.IsUnique(route.Key))
            throw SchemaFaults.NoUniqueKey(sink, route.Target, route.Key);
        var (match, whole) = Match(relation, route, columns);
        return new TablePlan(relation, route, target, columns, match, whole);
    }

    /// <summary>
    /// A row is found by the route's key where every old image has it, else by the replica identity. A FULL identity without a key matches the whole row.
    /// </summary>
    private static (IReadOnlyList<WrittenColumn> Match, bool Whole) Match(Relation relation, TableRoute route, IReadOnlyList<WrittenColumn> columns)
    {
        var key = route.Key.Select(k => columns.FirstOrDefault(c => c.Target.Name == k)).ToList();
        var keyIsSent = key.Count > 0 && key.All(c => c is { Origin: ColumnOrigin.FromSource } && (relation.Identity == ReplicaIdentity.Full || relation.Columns[c.Source].IsKey));
        if (keyIsSent)
            return ([.. key.Select(static c => c!)], false);
        if (relation.Identity == ReplicaIdentity.Full)
            return ([.. columns.Where(static c => c.Origin is ColumnOrigin.FromSource)], true);
        var identity = relation.Columns.Where(static c => c.IsKey)
            .Select(i => columns.FirstOrDefault(c => c.Origin is ColumnOrigin.FromSource from && from.Column == i.Name)).ToList();
        // Not a fault by itself: a sink that only appends needs no key. An update or a delete then says so.
        return (identity.Contains(null) ? [] : [.. identity.Select(static c => c!)], false);
    }

    private static int IndexOf(Relation relation, ColumnOrigin origin)
    {
        var name = origin switch { ColumnOrigin.FromSource from => from.Column, ColumnOrigin.Masked masked => masked.Column, _ => null };
        if (name is null)
            return -1;
        for (var i = 0; i < relation.Columns.Count; i++)
        {
            if (relation.Columns[i].Name == name)
                return i;
        }

        throw new ReplicationException(FailureKind.Protocol, $"The route of {relation.Table} names the column {name}, which the relation does not have. This is a fault in Bifrost.");
    }
}
