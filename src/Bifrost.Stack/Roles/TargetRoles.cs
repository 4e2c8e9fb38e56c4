using Bifrost.Stack.Plan;
using Bifrost.Topology;

namespace Bifrost.Stack.Roles;

/// <summary>Roles and grants on a target. Every statement may run again and changes nothing then. The table of them is in the README.</summary>
internal static class TargetRoles
{
    /// <summary>Statements for any database of the server.</summary>
    public static IEnumerable<string> OnServer(TargetPlan plan)
    {
        yield return Sql.Role(plan.Owner, "nologin");
        yield return Sql.Role(plan.Analyst, "nologin");
        yield return Sql.Role(plan.Login.User, $"login password {Sql.Text(plan.Login.Password)}");
        yield return $"alter role {Sql.Name(plan.Login.User)} login nosuperuser noreplication nocreatedb nocreaterole";
        if (plan.Models is not { } models)
            yield break;
        yield return Sql.Role(models.User, $"login password {Sql.Text(models.Password)}");
        yield return $"alter role {Sql.Name(models.User)} login nosuperuser noreplication nocreatedb nocreaterole";
        yield return $"grant {Sql.Name(plan.Analyst)} to {Sql.Name(models.User)}";
    }

    /// <summary>Statements inside the database.</summary>
    public static IEnumerable<string> InDatabase(TargetPlan plan)
    {
        var database = Sql.Name(plan.Database);
        yield return $"revoke all on database {database} from public";
        // CREATE: a topology that gains a schema needs no visit of an administrator.
        yield return $"grant connect, create, temporary on database {database} to {Sql.Name(plan.Login.User)}";
        yield return $"grant connect, temporary on database {database} to {Sql.Name(plan.Analyst)}";
        yield return Sql.Schema(TargetSchemas.Own, plan.Login.User);
        foreach (var statement in plan.Schemas.SelectMany(schema => Readable(plan, schema, plan.Login)))
            yield return statement;
        if (plan.WritesToPublic)
        {
            yield return $"grant usage, create on schema public to {Sql.Name(plan.Login.User)}";
            foreach (var statement in Readable(plan, "public", plan.Login))
                yield return statement;
        }

        foreach (var statement in plan.Heartbeats.SelectMany(table => HeartbeatTables.OnTarget(plan, table)))
            yield return statement;
        if (plan.Models is not { } models)
            yield break;
        // What it may connect with is not the analysts' to lose.
        yield return $"grant connect, temporary on database {database} to {Sql.Name(models.User)}";
        foreach (var statement in ModelsLogin.Schemas.SelectMany(schema => Readable(plan, schema, models)))
            yield return statement;
    }

    /// <summary>A schema whose owner makes tables in it, now and later, that analysts read.</summary>
    private static IEnumerable<string> Readable(TargetPlan plan, string schema, Login owner) =>
    [
        Sql.Schema(schema, owner.User),
        $"grant usage on schema {Sql.Name(schema)} to {Sql.Name(plan.Analyst)}",
        $"grant select on all tables in schema {Sql.Name(schema)} to {Sql.Name(plan.Analyst)}",
        $"alter default privileges for role {Sql.Name(owner.User)} in schema {Sql.Name(schema)} grant select on tables to {Sql.Name(plan.Analyst)}",
    ];
}
