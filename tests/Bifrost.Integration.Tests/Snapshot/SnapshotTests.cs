using Bifrost.Integration.Tests.HardCases;
using Bifrost.Integration.Tests.Source;
using Bifrost.Replication.Changes;
using Bifrost.Replication.Failures;
using Bifrost.Replication.Source;
using Bifrost.Testing;
using System.Text;

namespace Bifrost.Integration.Tests.Snapshot;

public sealed class SnapshotTests
{
    [Test]
    public async Task The_view_and_the_slots_stream_meet_without_gap_or_double_while_a_writer_writes()
    {
        await using var source = await StreamedSource.CreateAsync("create table t (id int primary key, note text)");
        await source.Reader.Slots.DropAsync(source.Settings, source.Slot, default);
        await source.Database.ExecuteAsync("insert into t select n, 'before' from generate_series(1, 1000) n");
        using var stop = new CancellationTokenSource();
        var began = new TaskCompletionSource();
        var writer = WriteAsync(source.Database, began, stop.Token);
        await began.Task;

        await using var snapshot = await source.Reader.BeginSnapshotAsync(source.Settings, new PlainRouter(), source.Slot, default);
        await source.Database.WaitUntilAsync($"(select max(id) from t) > 1000 + {await source.Database.ScalarAsync<int>("select max(id) - 1000 from t")} + 50");
        var copied = (await CopyAsync(snapshot, "id")).Select(int.Parse).ToList();
        var (_, events) = source.Read(snapshot.ConsistentPoint);
        await stop.CancelAsync();
        var last = await writer;

        var ids = copied.ToList();
        while (ids.Max() < last)
            ids.AddRange((await StreamedSource.NextAsync(events)).Changes.OfType<RowInserted>().Select(static c => int.Parse(Encoding.UTF8.GetString(c.New[0].Bytes.Span), System.Globalization.CultureInfo.InvariantCulture)));
        copied.Count.ShouldBeGreaterThan(999);
        copied.Count.ShouldBeLessThan(last);
        ids.Order().ShouldBe(Enumerable.Range(1, last));
    }

    [Test]
    public async Task Rows_come_as_the_bytes_that_copy_sends()
    {
        await using var database = await (await TestServer.Shared).CreateDatabaseAsync();
        await database.ExecuteAsync("create table t (id int primary key, note text, at timestamptz, g int generated always as (id * 2) stored); insert into t values (1, E'tab\\tline\\nü\\\\', 'infinity'), (2, null, '0044-03-15 BC')");
        var snapshot = await BeginAsync(database);
        await using var _ = snapshot;
        (await CopyAsync(snapshot, "note", "id", "at")).ShouldBe([@"tab\tline\nü\\" + "\t1\tinfinity", "\\N\t2\t0044-03-15 00:00:00+00 BC"]);
        (await CopyAsync(snapshot, "select * from public.t where id = 2;", "id")).ShouldBe(["2"]);
        var table = snapshot.Tables.Single();
        table.PrimaryKey.ShouldBe(["id"]);
        table.Columns.Select(static c => (c.Name, c.Type, c.IsGenerated)).ShouldBe([("id", "integer", false), ("note", "text", false), ("at", "timestamp with time zone", false), ("g", "integer", true)]);
    }

    [Test, Row("Partitioned tables")]
    public async Task A_partitioned_table_is_its_leaves_or_its_root_as_the_publication_says()
    {
        await using var database = await (await TestServer.Shared).CreateDatabaseAsync();
        await database.ExecuteAsync(
            "create table p (id int primary key) partition by range (id); create table p1 partition of p for values from (0) to (10); create table p2 partition of p for values from (10) to (20); insert into p values (1), (11)");
        await database.ExecuteAsync("create table parent (id int primary key); create table child (extra int) inherits (parent); insert into parent values (1); insert into child values (2, 2)");
        await using (var leaves = await BeginAsync(database))
            leaves.Tables.Select(static t => t.Name.Name).ShouldBe(["child", "p1", "p2", "parent"]);
        await database.ExecuteAsync("create publication bifrost_test for all tables with (publish_via_partition_root = true)");
        await using var root = await BeginAsync(database, "_2");
        root.Tables.Select(static t => t.Name.Name).ShouldBe(["child", "p", "parent"]);
        (await CopyAsync(root, root.Tables[1], "id")).ShouldBe(["1", "11"]);
        (await CopyAsync(root, root.Tables[2], "id")).ShouldBe(["1"]);
    }

    [Test]
    public async Task Rows_that_a_policy_would_hide_are_an_error_not_a_gap()
    {
        await using var database = await (await TestServer.Shared).CreateDatabaseAsync();
        var role = database.Name;
        await database.ExecuteAsync($"drop role if exists {role}; create role {role} login replication password 'x'; create table t (id int primary key); insert into t values (1); grant select on t to {role}; alter table t enable row level security");
        try
        {
            await using var snapshot = await BeginAsync(database, user: role);
            var refused = await Should.ThrowAsync<ReplicationException>(() => CopyAsync(snapshot, "id"));
            refused.Kind.ShouldBe(FailureKind.NotAllowed, refused.Message);
        }
        finally
        {
            await database.ExecuteAsync($"drop owned by {role}; drop role {role}");
        }
    }

    [Test]
    public async Task Identity_and_unusual_types_are_described_so_that_a_target_can_make_them()
    {
        await using var database = await (await TestServer.Shared).CreateDatabaseAsync();
        await database.ExecuteAsync("create domain positive as numeric(10,2) check (value > 0); create table t (k int not null, id bigint generated always as identity, amount positive default 1.5, primary key (id, k)); create table i (a int not null, b int); create unique index i_a on i (a); alter table i replica identity using index i_a");
        await using var snapshot = await BeginAsync(database);
        var t = snapshot.Tables.Single(static t => t.Name.Name == "t");
        t.PrimaryKey.ShouldBe(["id", "k"]);
        t.Columns.Select(static c => (c.Name, c.Type, c.NotNull, c.Default, c.IsIdentity)).ShouldBe(
            [("k", "integer", true, null, false), ("id", "bigint", true, null, true), ("amount", "public.positive", false, "1.5", false)]);
        ((Bifrost.Postgres.Snapshot.PostgresSnapshot)snapshot).Catalog.Single(static c => c.Table.Name.Name == "i").IdentityColumns.ShouldBe(["a"]);
    }

    private static async Task<ISnapshot> BeginAsync(ScratchDatabase database, string slotSuffix = "", string? user = null)
    {
        var endpoint = user is null ? database.Endpoint : database.Endpoint with { User = user, Password = "x" };
        var settings = new Bifrost.Replication.Engine.SourceSettings { Connector = "source", Database = endpoint, TopicPrefix = "test", SlotName = database.Name, PublicationName = "bifrost_test" };
        return await new Bifrost.Postgres.Source.PostgresSourceReader(TimeProvider.System).BeginSnapshotAsync(settings, new PlainRouter(), database.Name + slotSuffix, default);
    }

    private static Task<List<string>> CopyAsync(ISnapshot snapshot, string column) => CopyAsync(snapshot, snapshot.Tables.Single(), null, column);

    private static Task<List<string>> CopyAsync(ISnapshot snapshot, string first, string second, string third) => CopyAsync(snapshot, snapshot.Tables.Single(), null, first, second, third);

    private static Task<List<string>> CopyAsync(ISnapshot snapshot, string select, string column) => CopyAsync(snapshot, snapshot.Tables.Single(), select, column);

    private static Task<List<string>> CopyAsync(ISnapshot snapshot, SourceTable table, string column) => CopyAsync(snapshot, table, null, column);

    private static async Task<List<string>> CopyAsync(ISnapshot snapshot, SourceTable table, string? select, params string[] columns)
    {
        await using var stream = await snapshot.OpenCopyAsync(table, columns, select, CopyFormat.Text, default);
        using var copied = new MemoryStream();
        await stream.CopyToAsync(copied);
        return [.. Encoding.UTF8.GetString(copied.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static async Task<int> WriteAsync(ScratchDatabase database, TaskCompletionSource began, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync();
        var id = 1000;
        while (!stop.IsCancellationRequested)
        {
            await using var insert = new Npgsql.NpgsqlCommand($"insert into t values ({++id}, 'during')", connection);
            await insert.ExecuteNonQueryAsync(CancellationToken.None);
            began.TrySetResult();
        }

        return id;
    }
}
