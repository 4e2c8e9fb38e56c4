using Bifrost.Stack.Plan;

namespace Bifrost.Stack.Roles;

/// <summary>Roles and grants on a target. Every statement may run again and changes nothing then. The table of them is in the README.</summary>
internal static class TargetRoles
{
    /// <summary>Schema of the sinks' own tables: progress, parked rows.</summary>
    private const string BifrostSchema = "bifrost";

    /// <summary>Statements for any database of the server.</summary>
    public static IEnumerable<string> OnServer(TargetPlan plan)
    {
        yield return Sql.Role(plan.Owner, "nologin");
        yield return Sql.Role(plan.Analyst, "nologin");
        yield return Sql.Role(plan.Login.User, $"login password {Sql.Text(plan.Login.Password)}");
        yield return $"alter role {Sql.Name(plan.Login.User)} login nosuperuser noreplication nocreatedb nocreaterole";
    }

    /// <summary>Statements inside the database.</summary>
    public static IEnumerable<string> InDatabase(TargetPlan plan)
    {
        var database = Sql.Name(plan.Database);
        yield return $"revoke all on database {database} from public";
        // CREATE: a topology that gains a schema needs no visit of an administrator.
        yield return $"grant connect, create, temporary on database {database} to {Sql.Name(plan.Login.User)}";
        yield return $"grant connect, temporary on database {database} to {Sql.Name(plan.Analyst)}";
        yield return Sql.Schema(BifrostSchema, plan.Login.User);
        foreach (var statement in plan.Schemas.SelectMany(schema => Replicated(plan, schema)))
            yield return statement;
        if (!plan.WritesToPublic)
            yield break;
        yield return $"grant usage, create on schema public to {Sql.Name(plan.Login.User)}";
        foreach (var statement in Readable(plan, "public"))
            yield return statement;
    }

    private static IEnumerable<string> Replicated(TargetPlan plan, string schema) => [Sql.Schema(schema, plan.Login.User), .. Readable(plan, schema)];

    private static IEnumerable<string> Readable(TargetPlan plan, string schema) =>
    [
        $"grant usage on schema {Sql.Name(schema)} to {Sql.Name(plan.Analyst)}",
        $"grant select on all tables in schema {Sql.Name(schema)} to {Sql.Name(plan.Analyst)}",
        $"alter default privileges for role {Sql.Name(plan.Login.User)} in schema {Sql.Name(schema)} grant select on tables to {Sql.Name(plan.Analyst)}",
    ];
}
