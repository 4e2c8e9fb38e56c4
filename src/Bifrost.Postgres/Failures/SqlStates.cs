using Bifrost.Replication.Failures;

namespace Bifrost.Postgres.Failures;

/// <summary>From SQLSTATE to <see cref="FailureKind"/> (PostgreSQL, appendix A). What is not named needs an operator.</summary>
public static class SqlStates
{
    public const string ObjectInUse = "55006";
    public const string PrerequisiteState = "55000";
    public const string UndefinedObject = "42704";
    public const string UndefinedTable = "42P01";
    public const string UndefinedFile = "58P01";
    public const string ConfigurationLimit = "53400";
    public const string InsufficientPrivilege = "42501";
    public const string InvalidParameter = "22023";
    public const string QueryCanceled = "57014";

    public static FailureKind KindOf(string state, DatabaseSide side) => state switch
    {
        ObjectInUse when side is DatabaseSide.Source => FailureKind.SlotInUse,
        InsufficientPrivilege => FailureKind.NotAllowed,
        ConfigurationLimit => FailureKind.Setup,
        // The WAL file that a slot still needs was removed.
        UndefinedFile when side is DatabaseSide.Source => FailureKind.PositionLost,
        // A target that is a standby, or was set read-only, while its operators move it: the name leads to the new primary in a while.
        "25006" when side is DatabaseSide.Target => FailureKind.Unavailable,
        // serialization failure, deadlock, lock not available, query cancelled, idle in transaction, object in use on a target
        "40001" or "40P01" or "55P03" or QueryCanceled or "25P03" or "25P04" or ObjectInUse => FailureKind.Unavailable,
        // raised by a trigger or a rule; WITH CHECK OPTION
        "P0001" or "44000" when side is DatabaseSide.Target => FailureKind.RowRefused,
        _ => OfClass(state.Length >= 2 ? state[..2] : "", side),
    };

    private static FailureKind OfClass(string sqlClass, DatabaseSide side) => sqlClass switch
    {
        "08" or "53" or "57" or "58" => FailureKind.Unavailable,
        "28" => FailureKind.NotAllowed,
        "22" or "23" or "54" when side is DatabaseSide.Target => FailureKind.RowRefused,
        _ => FailureKind.Setup,
    };
}
