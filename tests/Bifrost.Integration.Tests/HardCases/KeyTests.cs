using Bifrost.Integration.Tests.Engine;

namespace Bifrost.Integration.Tests.HardCases;

[Parallelizable]
public sealed class KeyTests
{
    [Test, Row("Primary-key update")]
    public Task Primary_key_update_moves_the_row_and_leaves_none_behind() =>
        Following.ShouldEndEqualAsync(
            "create table t (id int primary key, note text); create table p (a text, b int, note text, primary key (a, b)); "
            + "insert into t select n, 'a' || n from generate_series(1, 600) n; insert into p select 'k' || n % 5, n, 'a' from generate_series(1, 300) n",
            """
            update t set id = id + 10000 where id <= 500; update t set id = id - 10000 where id > 10000; update t set id = 9001 where id = 501; insert into t values (501, 'in its place');
            begin; delete from t where id = 502; update t set id = 502 where id = 503; update t set id = 503 where id = 504; commit;
            update p set a = a || '!' where b % 2 = 0; update p set b = b + 1000, note = 'c'; update p set a = 'z' where b = 1001; delete from p where a = 'k1'; insert into p values ('k1', 1, 'again')
            """,
            ["t", "p"]);

    [Test, Row("Primary-key update")]
    public Task Primary_key_update_of_keys_of_every_type()
    {
        (string Type, string Key)[] kinds =
        [
            ("uuid", "md5(n::text)::uuid"), ("bytea", "decode(md5(n::text), 'hex')"), ("char(9)", "n::text"), ("varchar(12)", "'k' || n"), ("int[]", "array[n, null]"), ("int4range", "int4range(n, n + 2)"), ("timestamptz", "'2000-01-01 00:00:00+00'::timestamptz + n * interval '1 microsecond'"),
            ("numeric(12,3)", "n / 8.0"), ("float8", "n / 3.0"), ("date", "date '2000-01-01' + n"), ("bit(16)", "n::bit(16)"), ("inet", "inet '10.0.0.0' + n"), ("text", "repeat(chr(1 + n % 120), 1 + n / 120) || '\"{,\\'"), ("jsonb", "jsonb_build_object('n', n)"),
        ];
        return Following.ShouldEndEqualAsync(
            string.Join("; ", kinds.Select(static (kind, i) => $"create table k{i} (id {kind.Type} primary key, n int, note text); insert into k{i} select {kind.Key}, n, 'a' from generate_series(1, 150) n")),
            string.Join("\n", kinds.Select(static (kind, i) => $"update k{i} set note = 'b' where n <= 100; delete from k{i} where n between 50 and 60; insert into k{i} select {kind.Key}, n, 'c' from generate_series(50, 55) n; update k{i} set id = (select {kind.Key} from (select k{i}.n + 1000) s (n)) where n <= 70")),
            [.. kinds.Select(static (_, i) => $"k{i}")]);
    }

    /// <summary>Their operators are not in <c>pg_catalog</c>, or take no value without a type.</summary>
    [Test, Row("Primary-key update")]
    public async Task Primary_key_update_of_keys_of_types_from_extensions_and_of_composite_types()
    {
        const string types = "create extension citext; create extension ltree; create type pair as (n int, word text); create domain shout as citext; create domain loud as shout";
        (string Type, string Key)[] kinds = [("citext", "'Key ' || n"), ("ltree", "('a.b' || n)::ltree"), ("pair", "row(n, 'k,' || n)::pair"), ("loud", "'Key ' || n"), ("citext[]", "array['Key ' || n, null]::citext[]")];
        await using var fanout = await Fanout.CreateAsync($"{types}; "
            + string.Join("; ", kinds.Select(static (kind, i) => $"create table k{i} (id {kind.Type} primary key, n int, note text); insert into k{i} select {kind.Key}, n, 'a' from generate_series(1, 150) n")));
        await fanout.Target.ExecuteAsync(types);
        var sink = fanout.Start();
        await fanout.CaughtUpAsync(sink);
        await fanout.CaughtUpAsync(sink, position: await fanout.WriteInOneBatchAsync(sink, string.Join("\n", kinds.Select(static (kind, i) =>
            $"update k{i} set note = 'b' where n <= 100; delete from k{i} where n between 50 and 60; insert into k{i} select {kind.Key}, n, 'c' from generate_series(50, 55) n; update k{i} set id = (select {kind.Key} from (select k{i}.n + 1000) s (n)) where n <= 70"))));
        // By one, by arrays and by a merge.
        foreach (var (kind, i) in kinds.Select(static (kind, i) => (kind, i)))
        {
            await fanout.Source.ExecuteAsync($"insert into k{i} select {kind.Key}, n, 'many' from generate_series(5001, 7000) n");
            await fanout.Source.ExecuteAsync($"update k{i} set note = 'more' where n > 5000");
            await fanout.Source.ExecuteAsync($"update k{i} set note = 'one' where n = 5001");
            await fanout.Source.ExecuteAsync($"delete from k{i} where n > 6000");
            await fanout.Source.ExecuteAsync($"delete from k{i} where n = 5002");
        }

        await fanout.CaughtUpAsync(sink);
        await Following.ShouldBeEqualAsync(fanout, [.. kinds.Select(static (_, i) => $"k{i}")]);
        sink.Status.RetryingSince.ShouldBeNull();
    }

    [Test, Row("Chain of key changes")]
    public Task Chain_of_key_changes_ends_at_the_last_key() =>
        Following.ShouldEndEqualAsync(
            "create table t (id int primary key, note text); insert into t select n, 'row ' || n from generate_series(1, 300) n",
            """
            begin; update t set id = 1001 where id = 1; update t set id = 1002 where id = 1001; update t set id = 1 where id = 1002; commit;
            begin; update t set id = 0 where id = 10; update t set id = 10 where id = 11; update t set id = 11 where id = 12; update t set id = 12 where id = 0; commit;
            do $$ begin for i in reverse 300..100 loop update t set id = i + 1 where id = i; end loop; end $$;
            do $$ begin for i in 101..301 loop update t set id = i - 1 where id = i; commit; end loop; end $$;
            begin; update t set id = 2001 where id = 50; delete from t where id = 2001; insert into t values (2001, 'another'); update t set id = 50 where id = 2001; commit;
            begin; insert into t values (3000, 'new'); update t set id = 3001 where id = 3000; update t set id = 3002, note = 'moved' where id = 3001; commit;
            begin; insert into t values (3003, 'gone'); update t set id = 3004 where id = 3003; delete from t where id = 3004; commit;
            begin; update t set id = 4001 where id = 20; insert into t values (20, 'takes the place'); update t set id = 4002 where id = 20; update t set id = 20 where id = 4001; commit
            """,
            ["t"]);

    [Test, Row("Insert, delete, insert of one key")]
    public Task Insert_delete_insert_of_one_key_leaves_the_last_row_with_the_last_values() =>
        Following.ShouldEndEqualAsync(
            "create table t (id int primary key, u int unique, note text, more text); insert into t select n, n, 'old', 'old' from generate_series(1, 300) n",
            """
            begin; insert into t values (1000, 1000, 'one', 'x'); delete from t where id = 1000; insert into t values (1000, 1001, 'two', null); commit;
            insert into t values (1001, 1000, 'a', 'a'); delete from t where id = 1001; insert into t values (1001, 1002, 'b', null); update t set more = 'c' where id = 1001;
            begin; delete from t where id <= 200; insert into t select n, -n, 'new', null from generate_series(1, 200) n; commit;
            begin; delete from t where id <= 100; insert into t select n, n, 'newer', null from generate_series(1, 100) n; delete from t where id <= 50; commit;
            begin; insert into t values (2000, 2000, '', ''); update t set u = 2001 where id = 2000; delete from t where id = 2000; commit;
            begin; delete from t where id = 250; insert into t values (250, 250, null, 'again'); update t set id = 2500 where id = 250; insert into t values (250, 2500, 'third', null); commit
            """,
            ["t"], "alter table t add unique (u)");

    [Test, Row("Out-of-order delete")]
    public Task Out_of_order_delete_does_not_happen_over_transactions_of_one_batch() =>
        Following.ShouldEndEqualAsync(
            "create table t (id int primary key, note text); create table w (n int, note text); alter table w replica identity full; insert into t select n, 'old' from generate_series(1, 300) n",
            """
            do $$ begin for i in 1..60 loop delete from t where id <= 200; commit; insert into t select n, 'round ' || i from generate_series(1 + i % 7, 200) n; commit; insert into w values (i, 'kept'), (i, 'deleted'); commit; delete from w where n = i and note = 'deleted'; commit; end loop; end $$;
            delete from t where id = 100
            """,
            ["t", "w"]);

    [Test, Row("Keys that are equal and print otherwise")]
    public Task Keys_that_are_equal_and_print_otherwise_are_one_row() =>
        Following.ShouldEndEqualAsync(
            """
            create table n (id numeric primary key, note text); create table d (id interval primary key, note text); insert into d values ('1 mon', 'old'), ('1 day', 'old'); create table f (id float8 primary key, note text); create table j (id jsonb primary key, note text);
            create collation blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false); create table c (id text collate blind primary key, note text);
            insert into n select k, 'old' from generate_series(1, 300) k; insert into f values (0, 'old'), (1, 'old'); insert into j values ('1.0', 'old'); insert into c values ('Key', 'old'), ('other', 'old')
            """,
            """
            begin; delete from n where id = 1; insert into n values (1.00, 'scale'); delete from n where id = 1; insert into n values (1.000, 'more'); commit;
            update n set id = 2.00 where id = 2; update n set note = 'after' where id = 2; update n set id = 2.000, note = 'last' where id = 2;
            begin; delete from n; insert into n select k + 0.00, 'again' from generate_series(1, 300) k; update n set id = id + 0.000 where id % 2 = 0; commit;
            begin; update d set id = '30 days' where id = '1 mon'; update d set note = 'in days' where id = '720:00:00'; delete from d where id = '24:00:00'; insert into d values ('24:00:00', 'in hours'); commit
            begin; update f set id = '-0' where id = 0; update f set note = 'minus' where id = 0; commit;
            begin; delete from j; insert into j values ('1.00', 'new'); update j set note = 'newer'; commit;
            begin; update c set id = 'KEY' where id = 'key'; update c set note = 'upper' where id = 'key'; delete from c where id = 'Other'; insert into c values ('OTHER', 'new'); commit;
            begin; delete from c where id = 'OTHER'; insert into c values ('oTHER', 'newest'); update c set id = 'otheR' where id = 'other'; commit
            """,
            ["n", "d", "f", "j", "select id::text, note from c order by lower(id collate \"C\")"]);
}
