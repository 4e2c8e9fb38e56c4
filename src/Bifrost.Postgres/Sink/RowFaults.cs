using Bifrost.Postgres.Failures;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Npgsql;

namespace Bifrost.Postgres.Sink;

/// <summary>The wording of what becomes of a row that cannot be written.</summary>
internal static class RowFaults
{
    public static ReplicationException Refused(string sink, RowWrite row, Lsn endLsn, string reason, Exception? inner) => new(
        FailureKind.RowRefused,
        $"Sink {sink}: the target refused a row of {row.Plan.Relation.Table} for {row.Plan.Route.Target}, key {RowJson.KeyText(row)}, in the source's transaction that ends at {endLsn}: {reason}. "
        + "Nothing of the transaction was kept. Mend the target or the row and restart the task, or set errors.tolerance=all to park such rows in bifrost.parked.",
        inner);

    public static ReplicationException RefusedAtCommit(string sink, Lsn endLsn, PostgresException refused) => new(
        FailureKind.RowRefused,
        $"Sink {sink}: the target refused the source's transaction that ends at {endLsn} when it was to be committed: {Reason(refused)}. The rows had each been taken, so none can be named. "
        + "Mend the target, then restart the task.",
        refused);

    /// <summary>A bulk statement, or one in a chunk, was refused: which row it was shows when they are written one by one.</summary>
    public static ReplicationException Somewhere(string sink, Exception inner) => new(FailureKind.RowRefused, $"Sink {sink}: the target refused a row of a batch.", inner);

    public static ReplicationException NotThere(string sink, TablePlan plan) => new(
        FailureKind.RowRefused, $"Sink {sink}: a row of {plan.Relation.Table} was updated that is not in {plan.Route.Target}.");

    public const string NotWhole = "the row is not there to be updated, and the change does not carry all of it (an unchanged large value is not sent, and a table without a key has nothing to insert by)";

    /// <summary>The server's words without row values. A trigger's own words may hold anything, and are left out.</summary>
    public static string Reason(PostgresException refused) => refused.SqlState.StartsWith("P0", StringComparison.Ordinal)
        ? $"a trigger or function of the target raised an error (SQLSTATE {refused.SqlState}{(refused.Where is { Length: > 0 } where ? ", " + where.Split('\n')[0] : "")})"
        : PostgresFailures.Describe(refused);

    /// <summary>Errors that belong to a row, and so are looked for row by row. 21000 is an upsert that met one key twice in a statement.</summary>
    public static bool IsOfRow(PostgresException refused) =>
        refused.SqlState == "21000" || SqlStates.KindOf(refused.SqlState, DatabaseSide.Target) == FailureKind.RowRefused;
}
