using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Source;

public sealed class SlotRefusalTests
{
    private const string Table = "create table t (id int primary key, note text)";

    [Test]
    public async Task A_slot_that_is_taken_names_the_process_that_reads_it()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        var (_, events) = source.Read(source.Start);
        await source.Database.ExecuteAsync("insert into t values (1, 'a')");
        await StreamedSource.NextAsync(events);
        var pid = await source.Database.ScalarAsync<int>($"select active_pid from pg_replication_slots where slot_name = '{source.Slot}'");
        var refused = await RefusalAsync(source, source.Start);
        (refused.Kind, refused.Message.Contains($"PID {pid}", StringComparison.Ordinal)).ShouldBe((FailureKind.SlotInUse, true), refused.Message);
        refused = await Should.ThrowAsync<ReplicationException>(source.Reader.Slots.DropAsync(source.Settings, source.Slot, default));
        (refused.Kind, refused.Message.Contains($"PID {pid}", StringComparison.Ordinal)).ShouldBe((FailureKind.SlotInUse, true), refused.Message);
    }

    [Test]
    public async Task A_slot_that_is_ahead_of_the_target_is_refused()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        await source.Database.ExecuteAsync("insert into t values (1, 'a')");
        await source.Database.ExecuteAsync($"select pg_replication_slot_advance('{source.Slot}', pg_current_wal_lsn())");
        var refused = await RefusalAsync(source, source.Start);
        refused.Kind.ShouldBe(FailureKind.PositionLost);
        refused.Message.ShouldContain(source.Start.ToString());
        refused.Message.ShouldContain("snapshot");
    }

    [Test]
    public async Task A_source_whose_log_ends_before_the_stored_position_was_put_back_and_is_refused()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        var end = Lsn.Parse((await source.Database.ScalarAsync<string>("select (pg_current_wal_insert_lsn() + 16777216)::text"))!);
        var refused = await RefusalAsync(source, end);
        refused.Kind.ShouldBe(FailureKind.PositionLost);
        refused.Message.ShouldContain($"before {end}");
        refused.Message.ShouldContain("restored to an earlier state");
    }

    [Test]
    public async Task A_slot_that_is_gone_says_so()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        await source.Reader.Slots.DropAsync(source.Settings, source.Slot, default);
        await source.Reader.Slots.DropAsync(source.Settings, source.Slot, default);
        (await RefusalAsync(source, source.Start)).Kind.ShouldBe(FailureKind.PositionLost);
    }

    [Test]
    public async Task A_slot_whose_wal_was_removed_is_lost()
    {
        await using var server = await TestServer.StartAsync("lost", "max_slot_wal_keep_size = 1MB", "min_wal_size = 32MB", "max_wal_size = 32MB", "wal_keep_size = 0");
        await using var source = await StreamedSource.CreateAsync(Table, server: server);
        await source.Database.ExecuteAsync("do $$ begin for i in 1..4 loop perform pg_switch_wal(); insert into t values (i, 'x') on conflict do nothing; commit; end loop; end $$");
        await source.Database.ExecuteAsync("checkpoint");
        await source.Database.WaitUntilAsync($"(select wal_status = 'lost' from pg_replication_slots where slot_name = '{source.Slot}')");
        var refused = await RefusalAsync(source, source.Start);
        (refused.Kind, refused.Message.Contains("max_slot_wal_keep_size", StringComparison.Ordinal)).ShouldBe((FailureKind.PositionLost, true), refused.Message);
    }

    [Test]
    public async Task A_missing_publication_is_a_fault_of_the_setup()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        await source.Database.ExecuteAsync("drop publication bifrost_test");
        (await RefusalAsync(source, source.Start)).Kind.ShouldBe(FailureKind.Setup);
    }

    [Test]
    public async Task A_wrong_password_is_not_allowed_and_is_never_shown()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        source.Settings = source.Settings with { Database = source.Settings.Database with { Password = "not-the-password" } };
        var refused = await RefusalAsync(source, source.Start);
        refused.Kind.ShouldBe(FailureKind.NotAllowed);
        refused.ToString().ShouldNotContain("not-the-password");
    }

    [Test]
    public async Task A_server_that_goes_away_is_unavailable_and_the_transactions_before_are_given_out()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        var (_, events) = source.Read(source.Start);
        await source.Database.ExecuteAsync("insert into t values (1, 'a')");
        await StreamedSource.NextAsync(events);
        await source.Database.ExecuteAsync($"select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = '{source.Slot}'");
        (await Should.ThrowAsync<ReplicationException>(async () => await StreamedSource.NextAsync(events))).Kind.ShouldBe(FailureKind.Unavailable);
    }

    [Test]
    public async Task Slots_of_the_stem_are_listed_with_what_they_hold_back()
    {
        await using var source = await StreamedSource.CreateAsync(Table);
        source.Settings = source.Settings with { SlotName = source.Slot[..^4] };
        (await source.Reader.Slots.ListAsync(source.Settings, default)).ShouldBeEmpty();
        var name = Bifrost.Postgres.Slots.SlotName.For(source.Settings.SlotName, "sink", 1);
        await source.Reader.Slots.CreateAsync(source.Settings, name, default);
        var slot = (await source.Reader.Slots.ListAsync(source.Settings, default)).ShouldHaveSingleItem();
        (slot.Name, slot.ActivePid, slot.WalStatus).ShouldBe((name, null, "reserved"));
        slot.ConfirmedFlush.ShouldBeGreaterThan(Lsn.None);
    }

    private static async Task<ReplicationException> RefusalAsync(StreamedSource source, Lsn after) => await Should.ThrowAsync<ReplicationException>(async () =>
    {
        await foreach (var _ in source.Reader.OpenStream(source.Settings, source.Slot).ReadAsync(after, default))
            break;
    });
}
