using System.Globalization;

namespace Bifrost.Integration.Tests.HardCases;

/// <summary>
/// Histories in which everything meets: keys one to four, which are made, moved, swapped, emptied and deleted many times in one batch, beside a few hundred rows that one statement
/// changes, so that each way of applying is taken.
/// </summary>
internal sealed class CrowdedHistory(Random random)
{
    private const int Keys = 4;

    /// <summary>Keys of the bulk begin here.</summary>
    private const int Bulk = 1000;

    public const string Tables =
        """
        create table keyed (id int primary key, u int unique, note text, big text, more text);
        create table child (id int primary key, parent int references keyed, note text);
        create table tree (id int primary key, parent int references tree, note text);
        create table whole (a int, b text, big text);
        create table pair (a numeric, b text, n numeric, big text, primary key (a, b));
        alter table keyed alter column big set storage external; alter table keyed alter column more set storage external; alter table whole alter column big set storage external; alter table pair alter column big set storage external;
        alter table whole replica identity full; alter table pair replica identity full
        """;

    /// <summary>What the source has beside the keys, so that each target refuses what comes in another order.</summary>
    public const string Constraints = "alter table keyed add unique (u); alter table child add foreign key (parent) references keyed; alter table tree add foreign key (parent) references tree";

    public static readonly string[] Compared = ["keyed", "child", "tree", "whole", "pair"];

    /// <summary>Some transactions of some statements each. What the source refuses is left out of its transaction, as a savepoint does.</summary>
    public string Next()
    {
        var transactions = Enumerable.Range(0, random.Next(4, 16)).Select(_ => string.Join(" ", Enumerable.Range(0, random.Next(1, 8)).Select(_ => Guarded(Statement()))));
        return $"do $$ begin {string.Join(" commit; ", transactions)} end $$";
    }

    private static string Guarded(string statement) => $"begin {statement}; exception when integrity_constraint_violation then null; end;";

    private string Statement() => random.Next(20) switch
    {
        < 8 => Keyed(),
        < 10 => Child(),
        < 12 => Tree(),
        < 14 => Whole(),
        < 16 => Pair(),
        < 19 => Crowd(),
        _ => random.Next(3) switch { 0 => "truncate child, keyed, pair", 1 => "truncate whole", _ => "truncate keyed cascade" },
    };

    private string Keyed() => random.Next(14) switch
    {
        0 or 1 => $"insert into keyed values ({Key}, {Key}, '{Word}', {Big}, {Big})",
        2 => $"update keyed set note = '{Word}' where id = {Key}",
        3 or 4 => $"update keyed set id = {Key} where id = {Key}",
        5 => $"update keyed set id = {Key}, big = {Big}, note = null where id = {Key}",
        6 => $"update keyed set more = {Big} where id = {Key}",
        7 => $"update keyed set u = {Key} where id = {Key}",
        8 => $"delete from keyed where id = {Key}",
        9 => $"delete from keyed where id = {Key}; insert into keyed values ({Key}, {Key}, '{Word}', {Big}, null)",
        // Three legal steps that swap two values, and two keys.
        10 => $"update keyed set u = 0 where id = {Key} and u = {Key}; update keyed set u = u % {Keys} + 1 where u = {Key}; update keyed set u = {Key} where u = 0",
        11 => $"update keyed set id = 0 where id = {Key}; update keyed set id = id % {Keys} + 1 where id = {Key}; update keyed set id = {Key} where id = 0",
        12 => $"update keyed set u = null where id <= {Key}",
        _ => $"insert into keyed values ({Key}, {Key}, '{Word}', {Big}, {Big}) on conflict (id) do update set note = excluded.note, big = excluded.big",
    };

    private string Child() => random.Next(5) switch
    {
        0 => $"insert into keyed values ({Key}, null, 'parent', {Big}, null); insert into child values ({Key}, {Key}, '{Word}')",
        1 => $"insert into child select {Key}, id, '{Word}' from keyed where id = {Key}",
        2 => $"update child set parent = (select max(id) from keyed) where id = {Key}",
        3 => $"delete from child where parent = {Key}; delete from keyed where id = {Key}",
        _ => $"update child set id = {Key}, note = '{Word}' where id = {Key}",
    };

    private string Tree() => random.Next(5) switch
    {
        0 => $"insert into tree values ({Key}, {Key}, '{Word}')",
        1 => $"insert into tree values ({Key}, null, '{Word}')",
        2 => $"update tree set parent = {Key} where id = {Key}",
        3 => $"update tree set id = {Key} where id = {Key}",
        _ => $"update tree set parent = null where parent = {Key}; delete from tree where id = {Key}",
    };

    private string Whole() => random.Next(6) switch
    {
        0 => $"insert into whole select {Key}, '{Word}', {Big} from generate_series(1, {random.Next(1, 4)})",
        1 => $"update whole set b = '{Word}' where ctid = (select ctid from whole where a = {Key} limit 1)",
        2 => $"update whole set a = a % {Keys} + 1 where a <= {Key}",
        3 => $"delete from whole where ctid = (select ctid from whole where a <= {Key} limit 1)",
        4 => $"update whole set big = {Big} where a = {Key}",
        _ => $"update whole set b = null where a = {Key}",
    };

    /// <summary>The same key is also written with another scale: equal, and printed otherwise.</summary>
    private string Pair() => random.Next(6) switch
    {
        0 => $"insert into pair values ({Scaled}, '{Word}', {Key}, {Big})",
        1 => $"update pair set a = {Scaled} where a = {Key} and b = '{Word}'",
        2 => $"update pair set b = '{Word}' where a = {Key}",
        3 => $"update pair set n = 'NaN', big = {Big} where a = {Key}",
        4 => $"delete from pair where a = {Key} and b = '{Word}'",
        _ => $"delete from pair where a = {Key}; insert into pair values ({Scaled}, '{Word}', null, {Big})",
    };

    private string Crowd() => random.Next(12) switch
    {
        0 or 1 => $"insert into keyed select n, n, '{Word}', case when n % 50 = 0 then {Big} end, null from generate_series({Bulk}, {Bulk + random.Next(200, 700)}) n on conflict do nothing",
        2 => $"update keyed set note = '{Word}' where id >= {Bulk}",
        3 => $"update keyed set u = -u where id >= {Bulk}",
        4 => $"update keyed set id = id + 10000 where id between {Bulk} and {Bulk + 400}",
        5 => "update keyed set id = id - 10000 where id > 10000",
        6 => $"delete from keyed where id >= {Bulk} and id % 3 = {random.Next(3)}",
        7 => $"update keyed set more = {Big}, note = note || '{Word}' where id % 20 = 0",
        8 => $"insert into child select n, case when n % 2 = 0 then (select max(id) from keyed) end, '{Word}' from generate_series({Bulk}, {Bulk + 300}) n on conflict do nothing",
        9 => $"delete from child where id >= {Bulk}",
        10 => $"insert into pair select n, '{Word}', n / 7.0, null from generate_series({Bulk}, {Bulk + 300}) n on conflict do nothing",
        _ => $"insert into tree select n, n, '{Word}' from generate_series({Bulk}, {Bulk + 250}) n on conflict do nothing; update tree set parent = {Bulk} where id > {Bulk}",
    };

    private string Key => random.Next(1, Keys + 1).ToString(CultureInfo.InvariantCulture);

    private string Scaled => Key + random.Next(3) switch { 0 => "", 1 => ".0", _ => ".00" };

    private string Word => random.Next(3) switch { 0 => "x", 1 => "y", _ => "z" };

    /// <summary>Beyond 2 KB a value is kept apart, and not sent where it did not change.</summary>
    private string Big => random.Next(3) switch { 0 => "null", 1 => "'small'", _ => $"repeat('{Word}{Key}', 1500)" };
}
