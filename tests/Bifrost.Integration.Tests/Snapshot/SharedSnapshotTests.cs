using System.Text;
using Bifrost.Integration.Tests.Source;
using Bifrost.Postgres.Snapshot;
using Bifrost.Postgres.Source;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Source;
using Bifrost.Testing;
using Bifrost.Testing.Stubs;
using Npgsql;

namespace Bifrost.Integration.Tests.Snapshot;

/// <summary>Sinks that begin at the same time: one view, each table read once, and nobody at another's mercy.</summary>
public sealed class SharedSnapshotTests
{
    /// <summary>More than may wait for one that is behind.</summary>
    private const int Many = 60_000;

    private const string Tables = "create table t (id int primary key, note text); create table u (id int primary key)";

    [Test]
    public async Task Sinks_that_begin_together_read_each_table_once_and_each_goes_on_where_the_view_ends()
    {
        await using var source = await CreateAsync();
        await using var first = await BeginAsync(source, "_1");
        await using var second = await BeginAsync(source, "_2");
        await source.Database.ExecuteAsync("insert into t values (0, 'after')");

        var (here, there) = (CopyAsync(first, "t"), CopyAsync(second, "t"));
        (await here).Length.ShouldBe(Many);
        (await there).ShouldBe(await here);
        (first.Copies!.Count, second.ConsistentPoint).ShouldBe((1, first.ConsistentPoint));
        foreach (var snapshot in new[] { first, second })
            StreamedSource.Print(await StreamedSource.NextAsync(source.Read(snapshot.ConsistentPoint, slot: snapshot.SlotName).Events)).ShouldBe(["I public.t (0,after)"]);
    }

    [Test]
    public async Task A_snapshot_that_comes_when_rows_are_being_copied_has_a_view_of_its_own()
    {
        await using var source = await CreateAsync();
        await using var first = await BeginAsync(source, "_1");
        (await CopyAsync(first, "u")).ShouldBeEmpty();
        await source.Database.ExecuteAsync("insert into u values (1)");
        await using var second = await BeginAsync(source, "_2");
        (await CopyAsync(second, "u")).ShouldBe(["1"]);
        second.ConsistentPoint.ShouldBeGreaterThan(first.ConsistentPoint);
    }

    [Test]
    public async Task Who_reads_another_table_is_not_waited_for_and_who_does_not_come_is_only_once()
    {
        await using var source = await CreateAsync();
        await using var first = await BeginAsync(source, "_1");
        await using var second = await BeginAsync(source, "_2");
        var (here, there) = (CopyAsync(first, "t"), CopyAsync(second, "u"));
        ((await here).Length, (await there).Length).ShouldBe((Many, 0));
        (await CopyAsync(first, "u")).ShouldBeEmpty();
        (await CopyAsync(second, "t")).Length.ShouldBe(Many);
        first.Copies!.Count.ShouldBe(0);
    }

    [Test]
    public async Task A_reader_that_ends_in_the_middle_takes_nothing_from_the_others()
    {
        await using var source = await CreateAsync();
        await using var first = await BeginAsync(source, "_1");
        var second = await BeginAsync(source, "_2");
        var (left, here) = (OpenAsync(second, "t"), CopyAsync(first, "t"));
        (await (await left).ReadAsync(new byte[100])).ShouldBe(100);
        await (await left).DisposeAsync();
        await second.DisposeAsync();
        (await here).Length.ShouldBe(Many);
        first.Copies!.Count.ShouldBe(1);
    }

    /// <summary>Its target may wait for a lock for ever.</summary>
    [Test]
    public async Task A_reader_that_takes_nothing_for_a_minute_begins_again_and_the_others_go_on()
    {
        await using var source = await CreateAsync();
        var reader = new PostgresSourceReader(new HurriedTime());
        await using var first = await BeginAsync(source, "_1", reader);
        await using var second = await BeginAsync(source, "_2", reader);
        var (stuck, here) = (OpenAsync(second, "t"), CopyAsync(first, "t"));
        (await here).Length.ShouldBe(Many);
        var failure = await Should.ThrowAsync<ReplicationException>(async () => await ReadAsync(await stuck));
        failure.Kind.ShouldBe(FailureKind.Unavailable, failure.Message);
    }

    [Test]
    public async Task A_first_that_is_stopped_before_its_view_is_there_leaves_the_second_to_itself()
    {
        await using var source = await CreateAsync();
        await using var writing = await source.Database.OpenAsync();
        await using (var write = new NpgsqlCommand("begin; insert into u values (1)", writing))
            await write.ExecuteNonQueryAsync();
        using var stop = new CancellationTokenSource();
        // A slot's view waits for every transaction that writes.
        var first = source.Reader.BeginSnapshotAsync(source.Settings, new PlainRouter(), source.Slot + "_1", stop.Token);
        var second = BeginAsync(source, "_2");
        await source.Database.WaitUntilAsync("exists (select from pg_replication_slots where slot_name like current_database() || '_1%')");
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        await using (var end = new NpgsqlCommand("commit", writing))
            await end.ExecuteNonQueryAsync();
        await using var own = await second;
        (await CopyAsync(own, "u")).ShouldBe(["1"]);
    }

    /// <summary>A stream that is disposed of reads what is still to come, unless the server is told.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public async Task A_copy_that_nobody_takes_any_more_is_ended(bool isShared)
    {
        await using var source = await CreateAsync();
        var first = await BeginAsync(source, "_1");
        await using var second = isShared ? await BeginAsync(source, "_2") : null;
        const string endless = "select id, repeat('x', 10000) || pg_sleep(0.1)::text as note from public.t";
        var (here, there) = (OpenAsync(first, "t", endless), second is null ? null : OpenAsync(second, "t", endless));
        (await (await here).ReadAsync(new byte[1])).ShouldBe(1);
        await (await here).DisposeAsync();
        if (there is not null)
            await (await there).DisposeAsync();
        await first.DisposeAsync();
        await source.Database.WaitUntilAsync("not exists (select from pg_locks l join pg_class c on c.oid = l.relation where c.relname = 't')");
    }

    /// <summary>By which a regclass prints with its schema or without.</summary>
    [Test]
    public async Task Values_print_the_same_whoever_reads_them()
    {
        await using var source = await CreateAsync();
        await using var first = await BeginAsync(source, "_1");
        await using var second = await BeginAsync(source, "_2");
        const string select = "select 1 as id, current_setting('search_path') || current_setting('DateStyle') as note";
        var (here, there) = (OpenAsync(first, "t", select), OpenAsync(second, "t", select));
        (await ReadAsync(await here)).ShouldBe(["1\tpg_catalogISO, YMD"]);
        await (await there).DisposeAsync();
        first.Copies!.Count.ShouldBe(1);
        await second.DisposeAsync();
        (await ReadAsync(await OpenAsync(first, "t", select))).ShouldBe(["1\tpg_catalogISO, YMD"]);
    }

    /// <summary>An older view may not know of it: its changes would not be sent, or the stream not begin.</summary>
    [Test]
    public async Task Who_reads_another_publication_has_a_view_of_its_own()
    {
        await using var source = await CreateAsync();
        await using var first = await BeginAsync(source, "_1");
        await source.Database.ExecuteAsync("create publication later for table t; insert into t values (0, 'between')");
        source.Settings = source.Settings with { PublicationName = "later" };
        await using var second = await BeginAsync(source, "_2");
        (await CopyAsync(second, "t")).Length.ShouldBe(Many + 1);
    }

    [Test]
    public async Task A_view_whose_holder_was_ended_is_begun_again()
    {
        await using var source = await CreateAsync();
        await using var first = await BeginAsync(source, "_1");
        await using var second = await BeginAsync(source, "_2");
        await source.Database.ExecuteAsync("select pg_terminate_backend(pid, 60000) from pg_stat_activity where datname = current_database() and application_name = 'bifrost snapshot slot'");
        foreach (var reading in new[] { CopyAsync(first, "t"), CopyAsync(second, "t") })
        {
            var failure = await Should.ThrowAsync<ReplicationException>(reading);
            failure.Kind.ShouldBe(FailureKind.Unavailable, failure.Message);
        }
    }

    private static async Task<StreamedSource> CreateAsync()
    {
        var source = await StreamedSource.CreateAsync(Tables);
        await source.Database.ExecuteAsync($"insert into t select n, repeat(md5(n::text), 2) from generate_series(1, {Many}) n");
        return source;
    }

    private static async Task<PostgresSnapshot> BeginAsync(StreamedSource source, string suffix, PostgresSourceReader? reader = null) =>
        (PostgresSnapshot)await (reader ?? source.Reader).BeginSnapshotAsync(source.Settings, new PlainRouter(), source.Slot + suffix, default);

    private static Task<Stream> OpenAsync(PostgresSnapshot snapshot, string table, string? select = null) =>
        snapshot.OpenCopyAsync(snapshot.Tables.Single(t => t.Name == new TableName("public", table)), ["id", .. table == "t" ? (string[])["note"] : []], select, CopyFormat.Text, default);

    private static async Task<string[]> CopyAsync(PostgresSnapshot snapshot, string table)
    {
        await using var rows = await OpenAsync(snapshot, table);
        return await ReadAsync(rows);
    }

    private static async Task<string[]> ReadAsync(Stream rows)
    {
        using var text = new StreamReader(rows, Encoding.UTF8);
        return (await text.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
