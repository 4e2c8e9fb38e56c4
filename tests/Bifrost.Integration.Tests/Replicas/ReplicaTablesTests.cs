using Bifrost.Postgres.Definitions;
using Bifrost.Postgres.Replicas;
using Bifrost.Replication.Failures;
using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Replicas;

public sealed class ReplicaTablesTests
{
    private const string Source =
        """
        create schema t;
        create type t.mood as enum ('sad', 'ok');
        create domain t.small as integer check (value > 0);
        create type t.pair as (a t.small, b text);
        create extension hstore;
        create function t.own() returns integer language sql as 'select 1';
        create table t.parent (id int primary key);
        create table t."Odd" (
          id bigint generated always as identity, part text, primary key (part, id),
          n numeric(10,2) not null default 0, m t.mood, ms t.mood[], d t.small, p t.pair, pt point, h hstore, tz timestamptz[],
          g int generated always as (id::int * 2) stored,
          s serial unique, own int default t.own(), c text collate "C",
          parent int references t.parent);
        """;

    [Test]
    public async Task Tables_are_made_with_the_sources_types_and_a_second_run_has_nothing_to_do()
    {
        await using var source = await DatabaseAsync("source", Source);
        await using var target = await DatabaseAsync("target", "");
        var wanted = await WantedAsync(source);
        (await ReplicaTables.CarryOutAsync(target.Endpoint, await ReplicaTables.PlanAsync(target.Endpoint, wanted, default), default)).ShouldBeEmpty();

        var made = (await DefinitionReader.ReadAsync(target.Endpoint, static table => table.Schema == "t", default)).Tables.Single(static table => table.Name.Name == "Odd");
        var origin = (await DefinitionReader.ReadAsync(source.Endpoint, static table => table.Schema == "t", default)).Tables.Single(static table => table.Name.Name == "Odd");
        made.Columns.OrderBy(static column => column.Name).Select(static column => (column.Name, column.Type, column.NotNull, column.Generated, column.Collation))
            .ShouldBe(origin.Columns.OrderBy(static column => column.Name).Select(static column => (column.Name, column.Type, column.NotNull, column.Generated, column.Collation)));
        made.PrimaryKey.ShouldBe(["part", "id"]);
        made.Columns.ShouldAllBe(static column => column.Identity == null);
        made.Columns.Where(static column => column.Default is not null).Select(static column => column.Name).ShouldBe(["n"]);
        made.References.ShouldBeEmpty("Kafka's sinks do not write in the order of commits");
        made.Unique.ShouldBeEmpty();

        var again = await ReplicaTables.PlanAsync(target.Endpoint, wanted, default);
        again.Statements.ShouldBeEmpty();
        again.Differences.ShouldBeEmpty();
    }

    [Test]
    public async Task What_a_Kafka_sink_sends_for_types_that_it_does_not_know_is_taken()
    {
        await using var source = await DatabaseAsync("source", Source);
        await using var target = await DatabaseAsync("target", "");
        await ReplicaTables.CarryOutAsync(target.Endpoint, await ReplicaTables.PlanAsync(target.Endpoint, await WantedAsync(source), default), default);
        await target.ExecuteAsync(
            """
            insert into t."Odd" (id, part, s, ms, p, h, pt) values (1, 'a', 1, array['ok', 'sad']::text[], convert_to('(7,"x y")', 'UTF8'),
              '{"a": "1", "b": null}'::json, public.st_geomfromwkb('\x0101000000000000000000f83f00000000000004c0'::bytea, 0));
            insert into t."Odd" (id, part, s, p, h) values (2, 'a', 2, null::bytea, null::json), (3, 'a', 3, null::bytea, '{}'::json);
            """);
        (await target.RowsAsync("""select id, ms, p, h, pt from t."Odd" order by id""")).ShouldBe(
            [
                """"(1,"{ok,sad}","(7,""x y"")","""a""=>""1"", ""b""=>NULL","(1.5,-2.5)")"""",
                "(2,,,,)",
                """(3,,,"",)""",
            ]);
        (await target.ScalarAsync<string>("select pg_typeof(array[now()]::\"timestamp(6) with time zone\"[])::text")).ShouldBe("\"timestamp(6) with time zone\"[]");
    }

    [Test]
    public async Task Every_double_of_a_point_arrives_as_it_is()
    {
        await using var source = await DatabaseAsync("source", Source);
        await using var target = await DatabaseAsync("target", "");
        await ReplicaTables.CarryOutAsync(target.Endpoint, await ReplicaTables.PlanAsync(target.Endpoint, await WantedAsync(source), default), default);
        foreach (var number in new[] { 0, -0.0, 1, -1.1, 1e300, -1e-300, double.Epsilon, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, Math.PI })
        {
            var bytes = Convert.ToHexString([1, 1, 0, 0, 0, .. BitConverter.GetBytes(number), .. BitConverter.GetBytes(number)]);
            var read = await target.ScalarAsync<double>($"select (public.st_geomfromwkb('\\x{bytes}', 0))[1]");
            BitConverter.DoubleToInt64Bits(read).ShouldBe(BitConverter.DoubleToInt64Bits(number), $"{number}");
        }
    }

    [Test]
    public async Task What_is_there_and_otherwise_is_told_and_left_alone()
    {
        await using var source = await DatabaseAsync("source", "create table t (id int primary key, n numeric(10,2), g int generated always as (id) stored, note text)");
        await using var target = await DatabaseAsync("target",
            """
            create table other (id int primary key);
            create table t (id int generated always as identity, n text, g int, note text not null, more int not null, o int unique references other);
            """);
        var plan = await ReplicaTables.PlanAsync(target.Endpoint, await WantedAsync(source), default);
        plan.Statements.ShouldBeEmpty();
        foreach (var word in new[] { "public.t.n is text here and numeric(10,2)", "public.t.id is GENERATED ALWAYS", "public.t.g is generated at the source", "public.t.note is NOT NULL here", "public.t.more is NOT NULL without", "no unique index on exactly (id)", "the unique key t_o_key" })
            plan.Differences.Where(difference => difference.Contains(word, StringComparison.Ordinal)).ShouldHaveSingleItem(word);
    }

    [Test]
    public async Task A_column_and_a_label_that_came_later_are_added()
    {
        await using var source = await DatabaseAsync("source", "create type mood as enum ('sad', 'ok'); create table t (id int primary key, m mood)");
        await using var target = await DatabaseAsync("target", "");
        await ReplicaTables.CarryOutAsync(target.Endpoint, await ReplicaTables.PlanAsync(target.Endpoint, await WantedAsync(source), default), default);
        await source.ExecuteAsync("alter type mood add value 'so so' after 'sad'; alter table t add column late mood not null default 'ok'");
        var plan = await ReplicaTables.PlanAsync(target.Endpoint, await WantedAsync(source), default);
        await ReplicaTables.CarryOutAsync(target.Endpoint, plan, default);
        plan.Statements.Count().ShouldBe(2);
        (await target.RowsAsync("select enum_range(null::mood)")).ShouldBe(["(\"{sad,\"\"so so\"\",ok}\")"]);
        await target.ExecuteAsync("insert into t (id, late) values (1, 'so so')");
    }

    [Test]
    public async Task A_role_that_may_not_make_a_cast_is_told_what_a_superuser_runs()
    {
        await using var source = await DatabaseAsync("source", "create table t (id int primary key, b box, n numeric[])");
        await using var target = await DatabaseAsync("target", "");
        var role = target.Name;
        await target.ExecuteAsync($"drop role if exists {role}; create role {role} login password 'x'; grant create on database \"{target.Name}\" to {role}; grant create on schema public to {role}");
        try
        {
            var asRole = target.Endpoint with { User = role, Password = "x" };
            var refused = await ReplicaTables.CarryOutAsync(asRole, await ReplicaTables.PlanAsync(asRole, await WantedAsync(source), default), default);
            refused.Count.ShouldBe(2);
            refused[0].ShouldContain("create cast (bytea as box)");
            refused[1].ShouldContain("create cast (text[] as numeric[]) with inout as assignment;");
            (await target.ScalarAsync<long>("select count(*) from t")).ShouldBe(0, "the table is made all the same");
        }
        finally
        {
            await target.ExecuteAsync($"drop owned by {role}; drop role {role}");
        }
    }

    [Test]
    public async Task A_target_that_cannot_be_reached_is_a_failure_and_no_difference()
    {
        await using var source = await DatabaseAsync("source", "create table t (id int primary key)");
        var wanted = await WantedAsync(source);
        (await Should.ThrowAsync<ReplicationException>(() => ReplicaTables.PlanAsync(source.Endpoint with { Database = "nowhere" }, wanted, default))).Message.ShouldContain("nowhere");
    }

    private static async Task<WantedReplica> WantedAsync(ScratchDatabase source) =>
        WantedTables.Of(await DefinitionReader.ReadAsync(source.Endpoint, static _ => true, default), new PlainRouter("public", "t"), viaRoot: false);

    private static async Task<ScratchDatabase> DatabaseAsync(string name, string script)
    {
        var database = await (await TestServer.Shared).CreateDatabaseAsync(name);
        if (script.Length > 0)
            await database.ExecuteAsync(script);
        return database;
    }
}
