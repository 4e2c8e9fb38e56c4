using Bifrost.Postgres.Sink;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Source;

namespace Bifrost.Postgres.Tests.Sink;

public sealed class CopyFormatsTests
{
    [TestCase("bigint", "bigint", CopyFormat.Binary)]
    [TestCase("numeric(12,2)", "numeric(12,2)", CopyFormat.Binary)]
    [TestCase("timestamp(3) without time zone", "timestamp(3) without time zone", CopyFormat.Binary)]
    [TestCase("character varying(10)[]", "character varying(10)[]", CopyFormat.Binary)]
    [TestCase("numeric(12,2)", "numeric(10,2)", CopyFormat.Text)]
    [TestCase("integer", "bigint", CopyFormat.Text)]
    [TestCase("text", "character varying(10)", CopyFormat.Text)]
    [TestCase("public.mood", "public.mood", CopyFormat.Text)]
    [TestCase("public.mood[]", "public.mood[]", CopyFormat.Text)]
    [TestCase("xml", "xml", CopyFormat.Text)]
    public void Rows_go_in_binary_where_both_sides_have_the_same_type_of_postgresql_s_own(string source, string target, CopyFormat expected) =>
        CopyFormats.Of(Table(source), new SnapshotSelect(["id", "c"], null, [Column("id", "bigint"), Column("d", target)])).ShouldBe(expected);

    [Test]
    public void What_a_select_makes_of_rows_goes_in_text() =>
        CopyFormats.Of(Table("bigint"), new SnapshotSelect(["id", "c"], "select id, c from t", [Column("id", "bigint"), Column("d", "bigint")])).ShouldBe(CopyFormat.Text);

    private static SourceTable Table(string type) => new(
        1, new TableName("public", "t"), ReplicaIdentity.Default,
        [new SourceColumn("id", 20, -1, "bigint", true, null, false, false), new SourceColumn("c", 0, -1, type, false, null, false, false)], ["id"], -1);

    private static TargetColumn Column(string name, string type) => new(name, type, type, false, false, true);
}
