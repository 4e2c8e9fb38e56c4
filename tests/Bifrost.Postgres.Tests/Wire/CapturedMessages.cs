namespace Bifrost.Postgres.Tests.Wire;

/// <summary>What a PostgreSQL 15 server sent for two transactions (<c>pg_logical_slot_get_binary_changes</c>, proto_version 1, messages on).</summary>
internal static class CapturedMessages
{
    public const string Begin = "42000000000152d170000303c4fd7e1c9c000002da";
    public const string TypeOfMood = "59000040017075626c6963006d6f6f6400";
    public const string RelationT = "52000040037075626c69630074006400030169640000000017ffffffff006e6f74650000000019ffffffff006d0000004001ffffffff";
    public const string Insert = "49000040034e00037400000001317400000001616e";
    public const string UpdateWithToastGap = "55000040034e00037400000001327574000000026f6b";
    public const string UpdateOfKey = "55000040034b00037400000001316e6e4e00037400000001337400000001616e";
    public const string DeleteByKey = "44000040034b00037400000001336e6e";
    public const string LogicalMessage = "4d01000000000152d17070726500000000026869";
    public const string Commit = "4300000000000152d170000000000152d1a0000303c4fd7e1c9c";
    public const string RelationFull = "520000400a7075626c696300660066000101610000000017ffffffff";
    public const string InsertFull = "490000400a4e0001740000000137";
    public const string UpdateFull = "550000400a4f00017400000001374e0001740000000138";
    public const string DeleteFull = "440000400a4f0001740000000138";
    public const string TruncateBoth = "540000000203000040030000400a";
    public const string Origin = "4f00000000000000106661726177617900";

    public static readonly string[] InOrder =
    [
        Begin, TypeOfMood, RelationT, Insert, UpdateWithToastGap, UpdateOfKey, DeleteByKey, LogicalMessage, Commit,
        RelationFull, InsertFull, UpdateFull, DeleteFull, TruncateBoth,
    ];

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex);
}
