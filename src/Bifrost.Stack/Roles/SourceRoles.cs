using Bifrost.Stack.Plan;

namespace Bifrost.Stack.Roles;

/// <summary>Roles and grants on a source. Every statement may run again and changes nothing then. The table of them is in the README.</summary>
internal static class SourceRoles
{
    private const string LoaderRights = "select, insert, update, delete";

    /// <summary>Statements for any database of the server.</summary>
    public static IEnumerable<string> OnServer(SourcePlan plan)
    {
        yield return Sql.Role(plan.Owner, "nologin");
        yield return Sql.Role(plan.Login.User, $"login replication password {Sql.Text(plan.Login.Password)}");
        yield return $"alter role {Sql.Name(plan.Login.User)} login replication nosuperuser nocreatedb nocreaterole";
        if (plan.Etl is { } etl)
            yield return Sql.Role(etl.User, $"login password {Sql.Text(etl.Password)}");
    }

    /// <summary>Statements inside the database, before its tables are made.</summary>
    public static IEnumerable<string> InDatabase(SourcePlan plan)
    {
        var database = Sql.Name(plan.Database);
        yield return $"revoke all on database {database} from public";
        yield return $"grant connect on database {database} to {Sql.Name(plan.Login.User)}";
        if (plan.Etl is { } etl)
            yield return $"grant connect, temporary on database {database} to {Sql.Name(etl.User)}";
        foreach (var schema in TargetSchemas.Of(plan.Source))
            yield return Sql.Schema(schema, plan.Owner);
    }

    /// <summary>Statements inside the database, when its tables are there: for those, and for tables that the owner makes later.</summary>
    public static IEnumerable<string> OnSchema(SourcePlan plan, string schema)
    {
        foreach (var statement in Grants(plan, schema, plan.Login.User, "select"))
            yield return statement;
        if (plan.Etl is null)
            yield break;
        foreach (var statement in Grants(plan, schema, plan.Etl.User, LoaderRights))
            yield return statement;
    }

    private static IEnumerable<string> Grants(SourcePlan plan, string schema, string role, string rights) =>
    [
        $"grant usage on schema {Sql.Name(schema)} to {Sql.Name(role)}",
        $"grant {rights} on all tables in schema {Sql.Name(schema)} to {Sql.Name(role)}",
        $"alter default privileges for role {Sql.Name(plan.Owner)} in schema {Sql.Name(schema)} grant {rights} on tables to {Sql.Name(role)}",
    ];
}
