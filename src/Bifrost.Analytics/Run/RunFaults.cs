using Bifrost.Analytics.Plan;
using Bifrost.Postgres.Failures;
using Npgsql;

namespace Bifrost.Analytics.Run;

/// <summary>The wording of what keeps models from being built. PostgreSQL's DETAIL is never shown: it carries row values.</summary>
internal static class RunFaults
{
    public static ModelsException UnknownNames(IReadOnlyList<string> unknown, ModelsPlan plan) =>
        new($"There is no model, seed or test {string.Join(", ", unknown)}. `bifrost models list` names them all: {string.Join(", ", plan.Relations.Select(static relation => relation.Name))}, …");

    public static ModelsException NoLogin(ModelsTarget target, Exception failure) => failure switch
    {
        PostgresException { SqlState: "28P01" or "28000" } => new(
            $"{target.Name}: {target.Database} refuses the login for models: user or password is wrong. Set the variables that targets.{target.Name}.models names; `bifrost up` makes the login of a local target.", failure),
        PostgresException { SqlState: "3D000" } => new(
            $"{target.Name}: there is no database {target.Database.Database} at {target.Database.Host}:{target.Database.Port}. `bifrost up` makes that of a local target.", failure),
        PostgresException refused => new($"{target.Name}: {target.Database} refuses the login for models: {PostgresFailures.Describe(refused)}.", failure),
        _ => new($"{target.Name}: {target.Database} does not answer: {failure.InnerException?.Message ?? failure.Message}. Is it up? `bifrost up` starts the local one.", failure),
    };

    public static string SchemaOfAnother(ModelsTarget target, string schema, string owner) =>
        $"the schema {schema} belongs to {owner}, and models are built as {target.Database.User}, which must own what it replaces. "
        + $"Give it the schema (alter schema {schema} owner to {target.Database.User}), or give targets.{target.Name}.models the login of {owner}.";

    public static string SchemaMissing(ModelsTarget target, string schema) =>
        $"there is no schema {schema}, and {target.Database.User} may not make one. `bifrost up` makes it; elsewhere: create schema {schema} authorization {target.Database.User}.";

    public static string RelationOfAnother(ModelsTarget target, string relation, string owner) =>
        $"{relation} belongs to {owner}, and models are built as {target.Database.User}, which must own what it replaces. alter table {relation} owner to {target.Database.User}, or drop it.";

    public static string SourceMissing(string table) =>
        $"there is no {table}: replication has not brought it yet. `bifrost status` says whether the target's connector runs and how far it is; the table comes with its snapshot.";

    public static string SourceNotReadable(ModelsTarget target, PlannedSource source) =>
        $"{target.Database.User} may not read {source.Shown}. Grant it: grant usage on schema {source.Schema} to {target.Database.User}; grant select on {source.Shown} to {target.Database.User}.";

    public static ModelsException NotReady(ModelsTarget target, IReadOnlyList<string> faults) =>
        new($"{target.Name}: nothing was built in {target.Database.Database}: {string.Join($"{Environment.NewLine}{target.Name}: ", faults)}");

    public static string ContractColumns(IEnumerable<string> differences) => $"its SQL does not keep its contract: {string.Join("; ", differences)}. Its earlier state was kept.";

    public static string ModelFailed(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.NotNullViolation => $"a row has no {refused.ColumnName}, which its contract asks for. Its earlier state was kept.",
        PostgresErrorCodes.UniqueViolation => "two rows have the same key. Its earlier state was kept.",
        PostgresErrorCodes.CheckViolation => $"a row breaks its contract's check {refused.ConstraintName}. Its earlier state was kept.",
        PostgresErrorCodes.LockNotAvailable => "somebody holds it, and its columns change: it could not be replaced. End that session, or run again later. Its earlier state was kept.",
        _ => $"{PostgresFailures.Describe(refused)}. Its earlier state was kept.",
    };

    public static string ReadByOthers(string relation, IEnumerable<string> views) =>
        $"its columns change, and {string.Join(", ", views)} read{(views.Count() == 1 ? "s" : "")} {relation} as it is. Drop them, run again, and make them anew. Its earlier state was kept.";

    public static string Interrupted(Exception failure) => failure is PostgresException refused
        ? $"{PostgresFailures.Describe(refused)}. What was built by then stays."
        : $"the connection was lost: {failure.InnerException?.Message ?? failure.Message}. What was built by then stays, the one in work is as it was; run again.";
}
