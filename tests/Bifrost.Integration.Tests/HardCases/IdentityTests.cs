using Bifrost.Integration.Tests.Engine;
using Npgsql;

namespace Bifrost.Integration.Tests.HardCases;

[Parallelizable]
public sealed class IdentityTests
{
    [Test, Row("No primary key, RI default")]
    public async Task No_primary_key_RI_default_takes_inserts_and_the_source_itself_refuses_the_rest()
    {
        await using var fanout = await Fanout.CreateAsync("create table t (n int, note text); insert into t values (1, 'there'), (1, 'there')");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.CaughtUpAsync(sink, position: await fanout.WriteInOneBatchAsync(sink, "insert into t select n % 3, null from generate_series(1, 500) n; insert into t values (1, 'there')"));
        (await Should.ThrowAsync<PostgresException>(fanout.Source.ExecuteAsync("update t set n = 2"))).SqlState.ShouldBe("55000");
        (await Should.ThrowAsync<PostgresException>(fanout.Source.ExecuteAsync("delete from t"))).SqlState.ShouldBe("55000");
        await Following.ShouldBeEqualAsync(fanout, "t");
    }

    [Test, Row("REPLICA IDENTITY FULL")]
    public Task REPLICA_IDENTITY_FULL_changes_one_row_for_each_change_where_rows_are_alike() =>
        Following.ShouldEndEqualAsync(
            """
            create table t (n int, note text, j json, p point, b box, f float8, num numeric, ts timestamptz); alter table t replica identity full;
            insert into t select n % 2, null, '{"a":  1}', '(1,2)', '(1,1),(0,0)', 'NaN', 'NaN', 'infinity' from generate_series(1, 400) n
            """,
            """
            update t set note = 'one of many' where ctid = (select min(ctid) from t);
            delete from t where ctid = (select max(ctid) from t);
            begin; insert into t values (7, '', '[]', '(-0,0)', null, '-0', 1.0, '-infinity'), (7, '', '[]', '(-0,0)', null, '-0', 1.0, '-infinity'); update t set n = 8 where n = 7; delete from t where ctid = (select max(ctid) from t where n = 8); commit;
            update t set n = n + 1, j = '{"a":  1, "a": 2}' where n = 0;
            update t set num = 1.00 where n = 8
            """,
            ["t"]);

    [Test, Row("REPLICA IDENTITY FULL")]
    public Task REPLICA_IDENTITY_FULL_of_a_table_with_a_key_finds_rows_by_it() =>
        Following.ShouldEndEqualAsync(
            "create table t (id int primary key, note text, p point); alter table t replica identity full; insert into t select n, 'a', '(1,2)' from generate_series(1, 500) n",
            "update t set note = null; update t set id = -id where id % 2 = 0; begin; delete from t where id > 100; insert into t select n, 'again', null from generate_series(101, 700) n where n % 2 = 1; commit; update t set id = id - 10000 where id < 0",
            ["t"]);

    [Test, Row("REPLICA IDENTITY INDEX")]
    public Task REPLICA_IDENTITY_INDEX_finds_rows_by_the_index_also_when_the_key_moves() =>
        Following.ShouldEndEqualAsync(
            """
            create table t (id int primary key, code text not null, region int not null, note text, unique (code, region)); alter table t replica identity using index t_code_region_key;
            create table u (code text not null, note text); create unique index u_code on u (code); alter table u replica identity using index u_code;
            insert into t select n, 'c' || n, n % 3, 'a' from generate_series(1, 300) n; insert into u select 'c' || n, 'a' from generate_series(1, 300) n
            """,
            """
            update t set note = 'b'; update t set id = id + 1000 where id <= 100; update t set code = 'x' || code where id between 101 and 200; delete from t where id between 201 and 250;
            begin; update t set id = 9000, code = 'both' where id = 260; update t set note = 'after' where id = 9000; commit;
            update t set id = case id when 270 then 271 else 270 end + 5000 where id in (270, 271);
            update u set note = 'b'; update u set code = code || '!' where code like 'c1%'; delete from u where code like 'c2%'; insert into u values ('c2', 'again')
            """,
            ["t", "u"], "alter table t add unique (code, region)");

    [Test, Row("REPLICA IDENTITY NOTHING")]
    public async Task REPLICA_IDENTITY_NOTHING_takes_inserts_and_the_source_itself_refuses_the_rest()
    {
        await using var fanout = await Fanout.CreateAsync("create table t (id int primary key, note text); alter table t replica identity nothing; insert into t values (1, 'there')");
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.Source.ExecuteAsync("insert into t values (2, 'new'); insert into t select n, null from generate_series(3, 400) n");
        (await Should.ThrowAsync<PostgresException>(fanout.Source.ExecuteAsync("update t set note = 'b'"))).SqlState.ShouldBe("55000");
        (await Should.ThrowAsync<PostgresException>(fanout.Source.ExecuteAsync("delete from t"))).SqlState.ShouldBe("55000");
        await fanout.CaughtUpAsync(sink);
        await Following.ShouldBeEqualAsync(fanout, "t");
    }
}
