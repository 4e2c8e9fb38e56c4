using System.Runtime.InteropServices;
using Bifrost.KafkaConnect.Tests.Places;
using Bifrost.Testing;

namespace Bifrost.KafkaConnect.Tests.Signals;

/// <summary>Ad-hoc snapshots of the real Debezium, asked for by <c>bifrost snapshot</c> over both channels.</summary>
public sealed class SnapshotTests
{
    private const string Tables =
        """
        create schema bifrost; create table bifrost.signals (id varchar(64) primary key, type varchar(32) not null, data text);
        create table app.t (id int primary key, note text); insert into app.t select n, 'row ' || n from generate_series(1, 200) n;
        create table app.other (id int primary key, note text); insert into app.other values (1, 'one')
        """;

    [Test]
    public async Task Rows_that_a_replica_lost_come_back_and_writers_meanwhile_are_kept()
    {
        await using var place = await SignalledAsync("    signals: bifrost.signals\n");
        await place.Targets[0].ExecuteAsync("delete from app.t where id <= 50; update app.t set note = 'harmed' where id > 150; update app.other set note = 'left alone'");
        await place.KafkaAsync("snapshot app.t");
        await place.Source.ExecuteAsync("update app.t set note = 'later' where id % 10 = 0; insert into app.t values (1000, 'new'); delete from app.t where id = 77");
        await place.UntilEqualAsync("select * from app.t");
        (await place.Targets[0].ScalarAsync<string>("select note from app.other")).ShouldBe("left alone");

        await place.Targets[0].ExecuteAsync("delete from app.t where id <= 20");
        await place.KafkaAsync("snapshot app.t --blocking --where id<=10");
        await place.UntilEqualAsync("select * from app.t where id <= 10");
        (await place.Targets[0].ScalarAsync<long>("select count(*) from app.t where id between 11 and 20")).ShouldBe(0);
        (await place.Targets[0].RowsAsync("select tablename from pg_tables where tablename = 'signals'")).ShouldBeEmpty();
    }

    [Test]
    public async Task A_signal_on_a_topic_is_heard_as_one_in_the_table()
    {
        if (Environment.GetEnvironmentVariable("BIFROST_LIBRDKAFKA") is not { Length: > 0 } && !NativeLibrary.TryLoad("librdkafka.so.1", out _))
            Prerequisite.Missing("librdkafka.so.1 is not installed (apt-get install librdkafka1), so no record can be written");
        var bootstrap = (await Testing.Kafka.KafkaCluster.Shared).Bootstrap;
        await using var place = await SignalledAsync($"    signals:\n      topic: signals-of-this-test\n      bootstrap: {bootstrap}\n");
        await place.Targets[0].ExecuteAsync("delete from app.t where id <= 50");
        await place.KafkaAsync("snapshot app.t --channel kafka");
        await place.UntilEqualAsync("select * from app.t");
    }

    private static async Task<KafkaPlace> SignalledAsync(string signals)
    {
        var place = await KafkaPlace.CreateAsync(Tables);
        place.Edit(text => text
            .Replace("    heartbeat: 1s\n", $"    heartbeat: 1s\n{signals.Replace("signals-of-this-test", $"{place.Id}-signals", StringComparison.Ordinal)}", StringComparison.Ordinal));
        await place.DeployAsync();
        await place.UntilEqualAsync("select * from app.t");
        await place.UntilEqualAsync("select * from app.other");
        return place;
    }
}
