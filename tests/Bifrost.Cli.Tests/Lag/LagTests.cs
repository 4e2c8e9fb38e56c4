using System.Text.Json;
using Bifrost.Cli.Lag;
using Bifrost.Connect.Contracts;
using Bifrost.Replication.Changes;

namespace Bifrost.Cli.Tests.Lag;

public sealed class LagTests
{
    [TestCase(90, 10, 100, 10, 0, TestName = "What_is_committed_counts_from_there_to_the_end")]
    [TestCase(null, 10, 100, 90, 0, TestName = "A_sink_that_has_committed_nothing_has_every_record_before_it")]
    [TestCase(5, 10, 100, 90, 5, TestName = "Records_that_retention_took_away_unread_are_lost_and_not_behind")]
    [TestCase(120, 10, 100, 0, 0, TestName = "A_topic_that_was_made_anew_is_not_behind_by_less_than_nothing")]
    public void Lag_of_a_partition(int? committed, int begin, int end, int records, int lost)
    {
        var lag = new PartitionLag("t", 0, committed, begin, end);
        (lag.Records, lag.Lost).ShouldBe((records, lost));
    }

    [Test]
    public void A_partition_whose_end_is_not_known_has_no_lag() => new PartitionLag("t", 0, 5, null, null).Records.ShouldBeNull();

    [Test]
    public void Topics_of_a_sink_are_those_of_its_list_or_its_expression_that_are_there()
    {
        string[] present = ["thor.raw.portes", "thor.raw.registros", "thor.raw.portes.dlq"];
        Of("topics", "thor.raw.portes, absent").ShouldBe(["thor.raw.portes"]);
        Of("topics.regex", @"thor\.raw\.(portes|registros)").ShouldBe(["thor.raw.portes", "thor.raw.registros"]);
        Of("topics.regex", "${env:TOPICS}").ShouldBeNull();
        Of("topics.regex", "(unclosed").ShouldBeNull();

        IReadOnlyList<string>? Of(string key, string value) => SinkTopics.Of(new Dictionary<string, string> { [key] = value }, present);
    }

    [Test]
    public void Offsets_are_read_as_Connect_and_Debezium_write_them()
    {
        Read("""{"offsets":[{"partition":{"kafka_topic":"t","kafka_partition":1},"offset":{"kafka_offset":7}},{"partition":{"kafka_topic":"t","kafka_partition":"0"},"offset":{"kafka_offset":"5"}},{"partition":{"kafka_topic":"t","kafka_partition":2},"offset":null}]}""")
            .ShouldSatisfyAllConditions(offsets => OffsetValues.OfSink(offsets).ShouldBe(new Dictionary<(string, int), long> { [("t", 1)] = 7, [("t", 0)] = 5 }));
        OffsetValues.OfSource(Read("""{"offsets":[{"partition":{"server":"thor"},"offset":{"lsn_proc":26770576,"lsn":26770576,"txId":743,"ts_usec":1795265350952000}}]}""")).ShouldBe(Lsn.Parse("0/1987C90"));
        OffsetValues.OfSource(Read("""{"offsets":[]}""")).ShouldBeNull();

        static ConnectorOffsets Read(string json) => JsonSerializer.Deserialize<ConnectorOffsets>(json)!;
    }
}
