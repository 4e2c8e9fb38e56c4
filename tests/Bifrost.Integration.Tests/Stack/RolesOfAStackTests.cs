using Bifrost.Topology;

namespace Bifrost.Integration.Tests.Stack;

/// <summary>Who may do what on the servers that <c>up</c> makes.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class RolesOfAStackTests
{
    private const string InsufficientPrivilege = "42501";

    private readonly ScratchStack _stack = new();

    [OneTimeSetUp]
    public Task UpAsync() => _stack.UpAsync();

    [OneTimeTearDown]
    public async Task DestroyAsync() => await _stack.DisposeAsync();

    [TestCase("SRC")]
    [TestCase("DST")]
    [TestCase("ETL")]
    [TestCase("MODELS")]
    public async Task No_login_is_a_superuser_or_may_make_roles_and_databases(string login) =>
        (await _stack.OpenAsync(login).ScalarAsync("select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls from pg_roles where rolname = current_user")).ShouldBe(false);

    [Test]
    public async Task The_replication_login_reads_tables_also_later_ones_and_writes_none()
    {
        await _stack.OpenAsSuperuserAsync("SRC").ExecuteAsync("set role src_owner; create table raw.later (id int primary key)");
        (await _stack.OpenAsync("SRC").ScalarAsync("select count(*) from raw.t, raw.later")).ShouldBe(0L);
        (await _stack.OpenAsync("SRC").RefusalAsync("insert into raw.t (v) values ('x')")).ShouldBe(InsufficientPrivilege);
        (await _stack.OpenAsync("SRC").RefusalAsync("create table raw.mine (id int)")).ShouldBe(InsufficientPrivilege);
        (await _stack.OpenAsync("SRC").RefusalAsync("create temporary table mine (id int)")).ShouldBe(InsufficientPrivilege);
    }

    [Test]
    public async Task The_replication_login_makes_and_drops_a_slot()
    {
        await _stack.OpenAsync("SRC").ScalarAsync("select pg_create_logical_replication_slot('probe', 'pgoutput')");
        await _stack.OpenAsync("SRC").ScalarAsync("select pg_drop_replication_slot('probe')");
    }

    [Test]
    public async Task The_publication_is_there_and_holds_what_the_topology_captures()
    {
        await _stack.OpenAsSuperuserAsync("SRC").ExecuteAsync("set role src_owner; create table raw.more (id int primary key); create table raw.private (id int)");
        await _stack.UpAsync();
        (await _stack.OpenAsync("SRC").ScalarAsync(
            "select string_agg(tablename, ',' order by tablename) filter (where tablename in ('t', 'more', 'private')) from pg_publication_tables where pubname = 'bifrost_src'")).ShouldBe("more,t");
    }

    [Test]
    public async Task The_loader_writes_rows_and_changes_no_table()
    {
        await _stack.OpenAsync("ETL").ExecuteAsync("create temporary table stage (v text); insert into raw.t (v) values ('x'); update raw.t set v = 'y'; delete from raw.t");
        (await _stack.OpenAsync("ETL").RefusalAsync("alter table raw.t add column w int")).ShouldBe(InsufficientPrivilege);
        (await _stack.OpenAsync("ETL").RefusalAsync("select pg_create_logical_replication_slot('probe2', 'pgoutput')")).ShouldBe(InsufficientPrivilege);
    }

    [Test]
    public async Task The_sink_makes_tables_that_analysts_may_read()
    {
        await _stack.OpenAsync("DST").ExecuteAsync("create table raw.t (id int primary key); create table bifrost.progress (id int); create schema another");
        (await _stack.OpenAsSuperuserAsync("DST").ScalarAsync("set role dst_analyst; select count(*) from raw.t")).ShouldBe(0L);
        (await _stack.OpenAsSuperuserAsync("DST").RefusalAsync("set role dst_analyst; delete from raw.t")).ShouldBe(InsufficientPrivilege);
        (await _stack.OpenAsSuperuserAsync("DST").RefusalAsync("set role dst_analyst; select count(*) from bifrost.progress")).ShouldBe(InsufficientPrivilege);
    }

    [Test]
    public async Task The_replication_login_beats_and_the_beat_is_published()
    {
        await _stack.OpenAsync("SRC").ExecuteAsync(HeartbeatTable.BeatOf("bifrost.heartbeat", "src-source"));
        await _stack.OpenAsync("SRC").ExecuteAsync(HeartbeatTable.BeatOf("bifrost.heartbeat", "src-source"));
        (await _stack.OpenAsync("SRC").ScalarAsync("select count(*) from bifrost.heartbeat where source = 'src-source' and beat_at <= now()")).ShouldBe(1L);
        (await _stack.OpenAsync("SRC").RefusalAsync("delete from bifrost.heartbeat")).ShouldBe(InsufficientPrivilege);
        (await _stack.OpenAsync("ETL").RefusalAsync("select count(*) from bifrost.heartbeat")).ShouldBe(InsufficientPrivilege);
        (await _stack.OpenAsync("SRC").ScalarAsync("select count(*) from pg_publication_tables where pubname = 'bifrost_src' and schemaname = 'bifrost' and tablename = 'heartbeat'")).ShouldBe(1L);
    }

    [Test]
    public async Task The_sink_writes_beats_which_analysts_read_and_nothing_else_of_that_schema()
    {
        await _stack.OpenAsync("DST").ExecuteAsync(HeartbeatTable.BeatOf("bifrost.heartbeat", "src-source"));
        await _stack.OpenAsync("DST").ExecuteAsync("create table bifrost.parked (id int)");
        (await _stack.OpenAsync("MODELS").ScalarAsync("select count(*) from bifrost.heartbeat")).ShouldBe(1L);
        (await _stack.OpenAsync("MODELS").RefusalAsync("select count(*) from bifrost.parked")).ShouldBe(InsufficientPrivilege);
        (await _stack.OpenAsync("MODELS").RefusalAsync("update bifrost.heartbeat set beat_at = now()")).ShouldBe(InsufficientPrivilege);
        (await _stack.OpenAsync("MODELS").RefusalAsync("create table bifrost.mine (id int)")).ShouldBe(InsufficientPrivilege);
    }

    [TestCase("star")]
    [TestCase("star_staging")]
    [TestCase("star_reference")]
    public async Task The_login_of_models_makes_tables_in_its_schemas_that_analysts_read(string schema)
    {
        await _stack.OpenAsync("DST").ExecuteAsync($"create table raw.for_{schema} (id int primary key)");
        await _stack.OpenAsync("MODELS").ExecuteAsync($"create temporary table t as select * from raw.for_{schema}; create table {schema}.t as select * from t; create view {schema}.v as select * from raw.for_{schema}");
        (await _stack.OpenAsSuperuserAsync("DST").ScalarAsync($"set role dst_analyst; select (select count(*) from {schema}.t) + (select count(*) from {schema}.v)")).ShouldBe(0L);
        (await _stack.OpenAsSuperuserAsync("DST").RefusalAsync($"set role dst_analyst; drop table {schema}.t")).ShouldBe(InsufficientPrivilege);
        (await _stack.OpenAsync("DST").RefusalAsync($"select * from {schema}.t")).ShouldBe(InsufficientPrivilege);
    }

    [Test]
    public async Task The_login_of_models_changes_no_replicated_row_and_makes_no_schema()
    {
        await _stack.OpenAsync("DST").ExecuteAsync("create table raw.kept (id int primary key)");
        (await _stack.OpenAsync("MODELS").RefusalAsync("insert into raw.kept values (1)")).ShouldBe(InsufficientPrivilege);
        (await _stack.OpenAsync("MODELS").RefusalAsync("truncate raw.kept")).ShouldBe(InsufficientPrivilege);
        (await _stack.OpenAsync("MODELS").RefusalAsync("create table raw.mine (id int)")).ShouldBe(InsufficientPrivilege);
        (await _stack.OpenAsync("MODELS").RefusalAsync("create table public.mine (id int)")).ShouldBe(InsufficientPrivilege);
        (await _stack.OpenAsync("MODELS").RefusalAsync("create schema mine")).ShouldBe(InsufficientPrivilege);
    }

    [TestCase("DST", "postgres")]
    [TestCase("DST", "template1")]
    [TestCase("SRC", "postgres")]
    [TestCase("ETL", "template1")]
    [TestCase("MODELS", "postgres")]
    public async Task A_login_cannot_enter_another_database(string login, string database) =>
        (await _stack.OpenAsync(login, database).RefusalAsync("select 1")).ShouldBe(InsufficientPrivilege);

    [Test]
    public async Task The_source_is_ready_for_logical_replication_and_bounds_what_slots_keep()
    {
        (await _stack.OpenAsync("SRC").ScalarAsync("show wal_level")).ShouldBe("logical");
        (await _stack.OpenAsync("SRC").ScalarAsync("show max_slot_wal_keep_size")).ShouldBe("4GB");
        (await _stack.OpenAsync("SRC").ScalarAsync("show max_replication_slots")).ShouldBe("16");
    }
}
