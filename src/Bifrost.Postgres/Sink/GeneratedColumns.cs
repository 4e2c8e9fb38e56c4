using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Sink;

/// <summary>A generated column's values are never on the wire. Where one side generates a column and the other has it as a plain one, the replica would differ and nothing would say so.</summary>
internal static class GeneratedColumns
{
    /// <exception cref="Replication.Failures.ReplicationException">A column is generated on one side only.</exception>
    public static void Check(TableRoute route, SourceFacts facts, TargetTable target)
    {
        foreach (var (name, expression) in facts.Generated)
        {
            if (target.Column(name) is { IsGenerated: false } && route.Columns.All(c => c.Target != name))
                throw SchemaFaults.PlainHere(route.Source, route.Target, name, facts.Column(name)!.Type, expression);
        }

        foreach (var column in route.Columns)
        {
            if (column.Origin is ColumnOrigin.FromSource from && target.Column(column.Target) is { IsGenerated: true } && facts.Column(from.Column) is { IsGenerated: false })
                throw SchemaFaults.GeneratedHere(route.Source, route.Target, column.Target);
        }
    }
}
