using Bifrost.Postgres.Failures;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Analytics.Report.Marts;

/// <summary>What can keep a star from being read, as whole sentences.</summary>
public static class StarFaults
{
    private const string Doing = "reading its star";

    public static string NoLogin(string target) =>
        $"The topology names no login that may read the star of {target}: write targets.{target}.models with user and password, then run `bifrost up`.";

    public static string NotPostgres(string target, string dialect) => $"{target} is a {dialect} database; a star is built in PostgreSQL alone.";

    internal static string Unreachable(DatabaseEndpoint database, Exception failure) => PostgresFailures.From(failure, database, DatabaseSide.Target, Doing).Message;

    internal static string Refused(string target, DatabaseEndpoint database, PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName =>
            $"The star of {target} has not been built: {PostgresFailures.Describe(refused)}. Build it with `bifrost models run --target {target}`.",
        PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.CannotCoerce =>
            $"The star of {target} was built by other models than this report reads: {PostgresFailures.Describe(refused)}. Build it anew with `bifrost models run --target {target}`.",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"{database.User} may not read the star of {target}: {PostgresFailures.Describe(refused)}. Let the owner of the schema {MartQueries.Schema} grant it USAGE and SELECT there, or build the star with `bifrost models run --target {target}`.",
        _ => PostgresFailures.From(refused, database, DatabaseSide.Target, Doing).Message,
    };

    internal static string NoHeartbeat(PostgresException refused) => refused.SqlState switch
    {
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName => "No heartbeat is replicated here: bifrost.heartbeat does not exist. Write heartbeat.table for the source in the topology, then run `bifrost up` and `bifrost apply`.",
        _ => $"bifrost.heartbeat cannot be read: {PostgresFailures.Describe(refused)}.",
    };
}
