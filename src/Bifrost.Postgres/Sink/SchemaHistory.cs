using Bifrost.Postgres.Progress;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Sink;

/// <summary>
/// Tells what happened to a table of the source since rows of it last came. The wire names columns only; the catalog's column numbers survive a rename,
/// and a column or table that was dropped and made again has another number or OID.
/// </summary>
internal static class SchemaHistory
{
    public static KnownTable Of(SourceFacts facts) => new(
        facts.Table.Oid, facts.Table.Columns.Where(static c => !c.IsGenerated).ToDictionary(static c => c.Name, c => new KnownColumn(facts.Numbers[c.Name], c.Type)));

    /// <exception cref="Replication.Failures.ReplicationException">SchemaChanged: the change is not one that can be followed.</exception>
    public static void Check(string sink, Relation relation, TableRoute route, SourceFacts facts, KnownTable before, TargetTable target)
    {
        if (before.Oid != facts.Table.Oid)
            throw SchemaFaults.Replaced(sink, relation.Table, route.Target, "the table");
        foreach (var (name, column) in before.Columns)
            CheckColumn(sink, relation, route, facts, name, column, target);
    }

    /// <summary>Columns of the target that the source had and dropped; none of a key, without which rows cannot be found.</summary>
    public static IEnumerable<string> Dropped(TableRoute route, SourceFacts facts, KnownTable before, TargetTable target) =>
        before.Columns.Where(c => facts.Column(c.Key) is null && !facts.Numbers.Values.Contains(c.Value.Number)).Select(static c => c.Key)
            .Where(name => target.Column(name) is not null && !route.Key.Contains(name) && route.Columns.All(c => c.Target != name || c.Origin is ColumnOrigin.FromSource));

    private static void CheckColumn(string sink, Relation relation, TableRoute route, SourceFacts facts, string name, KnownColumn before, TargetTable target)
    {
        if (TargetOf(route, name) is null && relation.Columns.Any(c => c.Name == name))
            return;
        if (facts.Column(name) is not { } now)
        {
            var renamed = facts.Numbers.FirstOrDefault(n => n.Value == before.Number).Key;
            // A target that has the new name already was seen to by its operator; a relation that still has the old name is of before the rename.
            if (renamed is not null && relation.Columns.Any(c => c.Name == renamed) && target.Column(TargetOf(route, renamed) ?? renamed) is null)
                throw SchemaFaults.Renamed(sink, relation.Table, route.Target, name, renamed);
            return;
        }

        if (facts.Numbers[name] != before.Number && relation.Columns.Any(c => c.Name == name))
            throw SchemaFaults.Replaced(sink, relation.Table, route.Target, $"the column {name}");
        if (now.Type != before.Type && relation.Columns.Any(c => c.Name == name && c.TypeOid == now.TypeOid && c.TypeModifier == now.TypeModifier)
            && target.Column(TargetOf(route, name) ?? name) is { } written && written.Type == before.Type)
            throw SchemaFaults.Retyped(sink, relation.Table, route.Target, name, before.Type, now.Type);
    }

    private static string? TargetOf(TableRoute route, string source) =>
        route.Columns.FirstOrDefault(c => c.Origin is ColumnOrigin.FromSource from && from.Column == source)?.Target;
}
