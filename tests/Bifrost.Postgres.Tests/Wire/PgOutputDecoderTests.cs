using System.Text;
using Bifrost.Postgres.Wire;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;

namespace Bifrost.Postgres.Tests.Wire;

public sealed class PgOutputDecoderTests
{
    private RelationCache _relations = null!;
    private PgOutputDecoder _decoder = null!;

    [SetUp]
    public void DescribeTheTables()
    {
        _relations = new RelationCache();
        _decoder = new PgOutputDecoder(_relations);
        Decode(CapturedMessages.RelationT);
        Decode(CapturedMessages.RelationFull);
    }

    [Test]
    public void A_begin_names_the_commit_its_time_and_the_transaction()
    {
        var begin = Decode(CapturedMessages.Begin).ShouldBeOfType<BeginMessage>();
        begin.FinalLsn.ShouldBe(Lsn.Parse("0/152D170"));
        begin.Xid.ShouldBe(730u);
        begin.CommitTime.Offset.ShouldBe(TimeSpan.Zero);
        begin.CommitTime.Year.ShouldBe(2026);
    }

    [Test]
    public void A_commit_names_where_its_record_begins_and_ends()
    {
        var commit = Decode(CapturedMessages.Commit).ShouldBeOfType<CommitMessage>();
        (commit.CommitLsn, commit.EndLsn).ShouldBe((Lsn.Parse("0/152D170"), Lsn.Parse("0/152D1A0")));
    }

    [Test]
    public void A_relation_has_its_columns_types_key_and_identity()
    {
        var relation = Decode(CapturedMessages.RelationT).ShouldBeOfType<RelationMessage>().Relation;
        relation.Table.ShouldBe(new TableName("public", "t"));
        relation.Identity.ShouldBe(ReplicaIdentity.Default);
        relation.Columns.ShouldBe([new("id", 23, -1, true), new("note", 25, -1, false), new("m", 16385, -1, false)]);
    }

    [Test]
    public void An_insert_keeps_null_apart_from_empty()
    {
        var row = Change<RowInserted>(CapturedMessages.Insert).New;
        Print(row).ShouldBe("1|a|<null>");
        row[2].Bytes.IsEmpty.ShouldBeTrue();
    }

    [Test]
    public void An_unchanged_toast_value_is_missing_not_null() =>
        Print(Change<RowUpdated>(CapturedMessages.UpdateWithToastGap).New).ShouldBe("2|<missing>|ok");

    [Test]
    public void A_key_change_carries_the_old_key()
    {
        var update = Change<RowUpdated>(CapturedMessages.UpdateOfKey);
        (update.OldImage, Print(update.Old!), Print(update.New)).ShouldBe((OldImage.Key, "1|<null>|<null>", "3|a|<null>"));
    }

    [Test]
    public void A_full_identity_carries_the_whole_old_row()
    {
        var update = Change<RowUpdated>(CapturedMessages.UpdateFull);
        (update.OldImage, Print(update.Old!), Print(update.New)).ShouldBe((OldImage.Full, "7", "8"));
        Change<RowDeleted>(CapturedMessages.DeleteFull).OldImage.ShouldBe(OldImage.Full);
    }

    [Test]
    public void A_delete_carries_the_key() => Print(Change<RowDeleted>(CapturedMessages.DeleteByKey).Old).ShouldBe("3|<null>|<null>");

    [Test]
    public void A_truncate_names_all_its_tables_and_options()
    {
        var truncate = Change<TablesTruncated>(CapturedMessages.TruncateBoth);
        truncate.Relations.Select(static r => r.Table.Name).ShouldBe(["t", "f"]);
        (truncate.Cascade, truncate.RestartIdentity).ShouldBe((true, true));
    }

    [Test]
    public void A_transactional_message_is_a_change_and_another_is_passed_over()
    {
        var message = Change<LogicalMessage>(CapturedMessages.LogicalMessage);
        (message.Prefix, Encoding.UTF8.GetString(message.Content.Span)).ShouldBe(("pre", "hi"));
        var outside = CapturedMessages.Bytes(CapturedMessages.LogicalMessage);
        outside[1] = 0;
        _decoder.Decode(outside).ShouldBeOfType<PassedOverMessage>();
    }

    [Test]
    public void Types_and_origins_are_read_and_passed_over()
    {
        Decode(CapturedMessages.TypeOfMood).ShouldBeOfType<PassedOverMessage>();
        Decode(CapturedMessages.Origin).ShouldBeOfType<PassedOverMessage>();
    }

    [Test]
    public void A_binary_value_is_told_by_its_own_marker()
    {
        var row = Change<RowInserted>("490000400a4e0001620000000400000007").New;
        (row[0].Kind, Convert.ToHexString(row[0].Bytes.Span)).ShouldBe((ValueKind.Binary, "00000007"));
    }

    [TestCase("", "ends early")]
    [TestCase("5a", "kind 0x5a")]
    [TestCase("490000999999", "relation 39321")]
    [TestCase("49000040034e0001740000000131", "public.t has 1 values")]
    [TestCase("49000040034e00037400000001317400000001616e00", "left over")]
    [TestCase("49000040034e000374000000ff31", "ends early")]
    [TestCase("49000040034e0003747fffffff31", "ends early")]
    [TestCase("49000040034e000374ffffffff31", "negative")]
    [TestCase("49000040034e0003750000000131", "not a marker")]
    [TestCase("49000040034e0003756e6e", "lacks a value")]
    [TestCase("49000040034b00037400000001317400000001616e", "not a marker")]
    [TestCase("540000000203000040037fffffff", "relation 2147483647")]
    [TestCase("54ffffffff03", "negative")]
    [TestCase("547fffffff03", "ends early")]
    [TestCase("42000000000152d1707fffffffffffffff000002da", "time")]
    [TestCase("52000040037075626c6963", "zero-terminated")]
    [TestCase("5200004003ff0074006400000000", "zero-terminated")]
    [TestCase("5200004003700074007800000000", "not a marker")]
    public void A_broken_message_is_refused_with_what_is_wrong(string hex, string why)
    {
        var refused = Should.Throw<ReplicationException>(() => Decode(hex));
        refused.Kind.ShouldBe(FailureKind.Protocol);
        refused.Message.ShouldContain(why);
    }

    private PgOutputMessage Decode(string hex) => _decoder.Decode(CapturedMessages.Bytes(hex));

    private T Change<T>(string hex) where T : Change => Decode(hex).ShouldBeOfType<ChangeMessage>().Change.ShouldBeOfType<T>();

    private static string Print(ColumnValue[] row) => string.Join("|", row.Select(static v => v.Kind switch
    {
        ValueKind.Null => "<null>",
        ValueKind.Missing => "<missing>",
        _ => Encoding.UTF8.GetString(v.Bytes.Span),
    }));
}
