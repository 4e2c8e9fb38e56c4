using Bifrost.Integration.Tests.Engine;

namespace Bifrost.Integration.Tests.HardCases;

[Parallelizable]
public sealed class ForeignKeyTests
{
    private const string Tree = "create table t (id int primary key, parent int, note text); insert into t select n, nullif(n / 2, 0), 'a' from generate_series(1, 400) n";

    private const string TreeChanges =
        """
        begin; insert into t values (1001, null, 'root'); insert into t select n, n - 1, 'chain' from generate_series(1002, 1400) n; commit;
        update t set parent = 1001 where id between 200 and 399;
        begin; update t set parent = null where parent = 7; update t set id = 7000 where id = 7; update t set parent = 7000 where id in (14, 15); commit;
        delete from t where id between 1001 and 1400 and id not in (select parent from t where parent is not null) and id > 1390;
        begin; update t set parent = 1 where parent between 1001 and 1400; delete from t where id between 1001 and 1400; commit;
        begin; insert into t values (9000, 9000, 'its own parent'); update t set note = 'b' where id = 9000; update t set id = 9001, parent = 9001 where id = 9000; commit
        """;

    [TestCase("")]
    [TestCase(" deferrable initially deferred")]
    [Row("Self-referencing and cyclic foreign keys")]
    public Task Self_referencing_and_cyclic_foreign_keys_hold_on_a_tree(string deferrable) =>
        Following.ShouldEndEqualAsync(
            $"{Tree}; alter table t add foreign key (parent) references t{deferrable}", TreeChanges, ["t"], $"alter table t add foreign key (parent) references t{deferrable}");

    private const string Circle = "create table a (id int primary key, b_id int, note text); create table b (id int primary key, a_id int not null, note text)";

    [Test, Row("Self-referencing and cyclic foreign keys")]
    public Task Self_referencing_and_cyclic_foreign_keys_hold_on_a_circle_of_two_tables() =>
        Following.ShouldEndEqualAsync(
            $"{Circle}; alter table a add foreign key (b_id) references b deferrable; alter table b add foreign key (a_id) references a; insert into a select n, null, 'a' from generate_series(1, 300) n; insert into b select n, n, 'b' from generate_series(1, 300) n; update a set b_id = id",
            """
            begin; set constraints all deferred; insert into a select n, n, 'a' from generate_series(301, 600) n; insert into b select n, n, 'b' from generate_series(301, 600) n; commit;
            begin; insert into a values (1000, null, 'first'); insert into b values (1000, 1000, 'second'); update a set b_id = 1000 where id = 1000; commit;
            begin; update a set b_id = null where id <= 100; delete from b where id <= 100; delete from a where id <= 100; commit;
            begin; set constraints all deferred; update b set id = id + 5000 where id > 500; update a set b_id = b_id + 5000 where b_id > 500; commit;
            begin; insert into a values (1, null, 'again'); insert into b values (1, 1, 'again'); update a set b_id = 1 where id = 1; commit
            """,
            ["a", "b"], "alter table a add foreign key (b_id) references b deferrable; alter table b add foreign key (a_id) references a");

    [Test, Row("Self-referencing and cyclic foreign keys")]
    public Task Self_referencing_and_cyclic_foreign_keys_with_actions_of_their_own_end_as_at_the_source()
    {
        const string keys = "alter table child add foreign key (parent) references parent on delete cascade on update cascade; alter table friend add foreign key (parent) references parent on delete set null on update cascade; alter table t add foreign key (parent) references t on delete cascade on update cascade";
        return Following.ShouldEndEqualAsync(
            "create table parent (id int primary key, note text); create table child (parent int, n int, note text, primary key (parent, n)); create table friend (id int primary key, parent int); "
            + $"insert into parent select n, 'p' from generate_series(1, 300) n; insert into child select n, 1 + n % 3, 'c' from generate_series(1, 300) n; insert into friend select n, n from generate_series(1, 300) n; {Tree}; {keys}",
            """
            delete from parent where id <= 100; update parent set id = id + 1000 where id between 101 and 200;
            begin; delete from parent where id = 201; insert into parent values (201, 'again'); insert into child values (201, 9, 'again'); commit;
            begin; update parent set id = 5000 where id = 202; update child set note = 'moved' where parent = 5000; delete from parent where id = 5000; commit;
            delete from t where id = 3; update t set id = 2000 where id = 2
            """,
            ["parent", "child", "friend", "t"], keys);
    }

    [Test, Row("Self-referencing and cyclic foreign keys")]
    public async Task Self_referencing_and_cyclic_foreign_keys_that_are_there_before_the_snapshot_hold_or_are_named()
    {
        await using var fanout = await Fanout.CreateAsync($"{Circle}; insert into a select n, n, 'a' from generate_series(1, 50) n; insert into b select n, n, 'b' from generate_series(1, 50) n; {Tree}");
        await fanout.Target.ExecuteAsync($"{Circle}; alter table a add constraint of_b foreign key (b_id) references b; alter table b add constraint of_a foreign key (a_id) references a; create table t (id int primary key, parent int references t, note text)");
        var failure = await fanout.Start().FailsAsync();
        failure.Message.ShouldContain("violates foreign key constraint \"of_");
        await fanout.Target.ExecuteAsync("alter table a drop constraint of_b; alter table b drop constraint of_a");
        await fanout.CaughtUpAsync(fanout.Start());
        await Following.ShouldBeEqualAsync(fanout, "a", "b", "t");
    }
}
