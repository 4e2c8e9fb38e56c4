using Bifrost.Integration.Tests.Engine;

namespace Bifrost.Integration.Tests.HardCases;

[Parallelizable]
public sealed class UniqueTests
{
    [Test, Row("Swap of non-PK unique values")]
    public Task Swap_of_non_PK_unique_values_arrives_in_whatever_way_the_source_did_it() =>
        Following.ShouldEndEqualAsync(
            """
            create table t (id int primary key, u int unique, note text); create table d (id int primary key, u int, unique (u) deferrable); create table x (id int primary key, r int4range, exclude using gist (r with &&));
            insert into t select n, n, 'a' from generate_series(1, 400) n; insert into d select n, n from generate_series(1, 400) n; insert into x select n, int4range(n * 10, n * 10 + 10) from generate_series(1, 100) n
            """,
            """
            begin; update t set u = -1 where id = 1; update t set u = 1 where id = 2; update t set u = 2 where id = 1; commit;
            begin; update t set u = null where id in (3, 4, 5); update t set u = 4 where id = 3; update t set u = 5 where id = 4; update t set u = 3 where id = 5; commit;
            begin; delete from t where id = 6; update t set u = 6 where id = 7; insert into t values (6, 7, 'swapped'); commit;
            begin; update t set u = -u where u > 100; update t set u = 501 + u where u < -100; commit;
            begin; set constraints all deferred; update d set u = 401 - u; commit;
            begin; set constraints all deferred; update d set u = u % 400 + 1; update d set id = id + 1000 where id <= 50; commit;
            begin; update x set r = int4range(-10, 0) where id = 1; update x set r = int4range(10, 20) where id = 2; update x set r = int4range(20, 30) where id = 1; commit;
            begin; delete from x where id <= 50; insert into x select n, int4range((51 - n) * 10, (51 - n) * 10 + 10) from generate_series(1, 50) n; commit;
            begin; delete from t where id = 10; insert into t values (1000, 10, 'takes the value'); commit; delete from t where id = 1000; insert into t values (10, 10, 'takes it back')
            """,
            ["t", "d", "x"], "alter table t add unique (u); alter table d add unique (u) deferrable; alter table x add exclude using gist (r with &&)");

    [Test, Row("Swap of non-PK unique values")]
    public async Task Swap_of_non_PK_unique_values_stops_at_a_target_that_is_stricter_than_the_source_and_names_its_constraint()
    {
        await using var fanout = await Fanout.CreateAsync("create table d (id int primary key, u int, unique (u) deferrable); insert into d select n, n from generate_series(1, 20) n");
        await fanout.Target.ExecuteAsync("create table d (id int primary key, u int constraint stricter unique)");
        await Following.ShouldStopAndGoOnAsync(
            fanout, "begin; set constraints all deferred; update d set u = 21 - u; commit", "stricter", "alter table d drop constraint stricter; alter table d add unique (u) deferrable", "d");
    }
}
