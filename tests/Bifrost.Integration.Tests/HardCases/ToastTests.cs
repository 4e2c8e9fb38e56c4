namespace Bifrost.Integration.Tests.HardCases;

[Parallelizable]
public sealed class ToastTests
{
    private const string Table =
        """
        create table t (id int primary key, n int, note text, big text, bigger text);
        alter table t alter column big set storage external; alter table t alter column bigger set storage external
        """;

    private const string Rows = "insert into t select n, n, 'a', repeat('b' || n, 1500), repeat('c' || n, 1600) from generate_series(1, 300) n";

    private const string Changes =
        """
        update t set note = 'every row, no large value';
        update t set big = repeat('new' || id, 1000) where id % 3 = 0;
        begin; update t set bigger = repeat('first' || id, 900) where id <= 40; update t set note = 'then without it' where id <= 40; commit;
        begin; update t set note = 'first without' where id between 41 and 80; update t set big = null where id between 41 and 80; update t set n = -n where id between 41 and 80; commit;
        update t set id = id + 1000 where id between 81 and 120;
        begin; update t set id = id + 1000, big = 'short' where id between 121 and 130; update t set id = id + 1000, note = 'moved twice' where id between 1121 and 1130; commit;
        begin; insert into t values (5000, 1, 'new', repeat('d', 3000), repeat('e', 3000)); update t set note = 'made and changed' where id = 5000; update t set id = 5001 where id = 5000; commit;
        begin; delete from t where id = 200; insert into t values (200, 2, 'again', repeat('f', 3000), null); update t set n = 3 where id = 200; commit;
        begin; update t set big = '' where id = 201; update t set bigger = '' where id = 201; update t set note = null where id = 201; commit
        """;

    private static readonly string[] Compared = ["select id, n, note, md5(big), md5(bigger), length(big), length(bigger) from t order by id, n"];

    [Test, Row("Unchanged TOAST")]
    public Task Unchanged_TOAST_stays_as_it_is_whatever_else_of_its_row_changes() =>
        Following.ShouldEndEqualAsync($"{Table}; {Rows}", Changes, Compared);

    [Test, Row("Unchanged TOAST")]
    public Task Unchanged_TOAST_of_rows_that_one_batch_makes_and_changes_comes_from_the_rows_that_were_made() =>
        Following.ShouldEndEqualAsync(Table, $"begin; {Rows}; update t set note = 'changed' where id % 2 = 0; update t set id = id + 10000 where id % 5 = 0; commit; {Changes}", Compared);

    [Test, Row("FULL + TOAST")]
    public Task FULL_TOAST_is_found_in_the_old_row_with_a_key() =>
        Following.ShouldEndEqualAsync($"{Table}; alter table t replica identity full; {Rows}", Changes, Compared);

    [Test, Row("FULL + TOAST")]
    public Task FULL_TOAST_is_found_in_the_old_row_without_a_key() =>
        Following.ShouldEndEqualAsync($"{Table}; alter table t drop constraint t_pkey; alter table t replica identity full; {Rows}; insert into t select * from t where id < 20", Changes, Compared);
}
