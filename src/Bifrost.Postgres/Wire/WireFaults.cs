using Bifrost.Replication.Failures;

namespace Bifrost.Postgres.Wire;

/// <summary>What can be wrong with a pgoutput message. Names, counts and offsets only: never a byte of a value.</summary>
internal static class WireFaults
{
    public static ReplicationException Truncated(int offset, long wanted, int left) =>
        Fault($"it ends early: {wanted} bytes wanted at offset {offset}, {left} left");

    public static ReplicationException Trailing(int offset, int left) => Fault($"{left} bytes are left over at offset {offset}");

    public static ReplicationException UnknownKind(byte kind) => Fault($"its kind 0x{kind:x2} is not one of protocol version 1 (B C O R Y I U D T M)");

    public static ReplicationException UnknownMarker(byte marker, int offset) => Fault($"0x{marker:x2} at offset {offset} is not a marker that may stand there");

    public static ReplicationException NegativeLength(int offset) => Fault($"the length at offset {offset} is negative");

    public static ReplicationException BadText(int offset) => Fault($"the name at offset {offset} is not a zero-terminated UTF-8 string");

    public static ReplicationException BadTime(int offset) => Fault($"the time at offset {offset} is out of range");

    public static ReplicationException UnknownRelation(uint oid) => Fault($"it names relation {oid}, which no Relation message has described in this session");

    public static ReplicationException ColumnCount(string table, int columns, int values) => Fault($"a row of {table} has {values} values, its relation has {columns} columns");

    public static ReplicationException MissingInInsert(string table) => Fault($"an inserted row of {table} lacks a value");

    public static ReplicationException OutOfPlace(string message, string why) => Fault($"a {message} message came {why}");

    private static ReplicationException Fault(string what) =>
        new(FailureKind.Protocol, $"The replication stream broke the pgoutput protocol: {what}. Nothing of that transaction was applied; restart the task, and report this if it comes again.");
}
