using Bifrost.Stack.Plan;
using Bifrost.Topology;

namespace Bifrost.Stack.Roles;

/// <summary>The tables of beats, on a source and on a target. Every statement may run again and changes nothing then.</summary>
internal static class HeartbeatTables
{
    /// <summary>The connector's user writes to it at each beat.</summary>
    public static IEnumerable<string> OnSource(SourcePlan plan, string table)
    {
        var user = Sql.Name(plan.Login.User);
        return
        [
            Sql.Schema(SchemaOf(table), plan.Owner),
            .. Table(table, plan.Owner),
            $"grant usage on schema {Sql.Name(SchemaOf(table))} to {user}",
            $"grant select, insert, update on {HeartbeatTable.Quoted(table)} to {user}",
        ];
    }

    /// <summary>Made before the sink would: whoever reads a replica may then be allowed to read it, and nothing else of its schema.</summary>
    public static IEnumerable<string> OnTarget(TargetPlan plan, string table) =>
    [
        Sql.Schema(SchemaOf(table), plan.Login.User),
        .. Table(table, plan.Login.User),
        $"grant usage on schema {Sql.Name(SchemaOf(table))} to {Sql.Name(plan.Analyst)}",
        $"grant select on {HeartbeatTable.Quoted(table)} to {Sql.Name(plan.Analyst)}",
    ];

    private static IEnumerable<string> Table(string table, string owner) =>
    [
        $"create table if not exists {HeartbeatTable.Quoted(table)} ({HeartbeatTable.Columns})",
        // Only where it is another's: the statement waits for every reader, and beats would wait behind it.
        Sql.Unless(
            $"select from pg_catalog.pg_class where oid = to_regclass({Sql.Text(HeartbeatTable.Quoted(table))}) and pg_catalog.pg_get_userbyid(relowner) = {Sql.Text(owner)}",
            $"alter table {HeartbeatTable.Quoted(table)} owner to {Sql.Name(owner)}"),
    ];

    private static string SchemaOf(string table) => table.Split('.', 2)[0];
}
