using System.Globalization;

namespace Bifrost.Integration.Tests.Engine;

/// <summary>Histories over tiny key spaces, so that keys meet: the same row is made, moved, changed and deleted many times in one batch.</summary>
internal sealed class RandomHistory(Random random)
{
    /// <summary>Keys of every table: few enough to meet, enough for array statements.</summary>
    private const int Keys = 12;

    /// <summary>A key with a second unique column and a large value; the whole row as identity without a key; a key of two columns with the whole row as identity.</summary>
    public const string Tables =
        """
        create table keyed (id int primary key, u int unique, note text, big text);
        create table whole (a int, b text, big text);
        create table pair (a text, b int, n numeric, big text, primary key (a, b));
        alter table keyed alter column big set storage external;
        alter table whole alter column big set storage external;
        alter table pair alter column big set storage external;
        alter table whole replica identity full;
        alter table pair replica identity full
        """;

    public static readonly string[] Compared = ["keyed", "whole", "pair"];

    /// <summary>One script: some transactions of some statements each. A statement that the source refuses is left out of its transaction, as a savepoint does.</summary>
    public string Next()
    {
        var transactions = Enumerable.Range(0, random.Next(3, 12)).Select(_ => string.Join(" ", Enumerable.Range(0, random.Next(1, 7)).Select(_ => Guarded(Statement()))));
        return $"do $$ begin {string.Join(" commit; ", transactions)} end $$";
    }

    private static string Guarded(string statement) => $"begin {statement}; exception when unique_violation then null; end;";

    private string Statement() => random.Next(10) switch
    {
        < 5 => Keyed(),
        < 7 => Whole(),
        _ => Pair(),
    };

    private string Keyed() => random.Next(12) switch
    {
        0 => $"insert into keyed values ({Key}, {Key}, '{Word}', {Big})",
        1 => $"insert into keyed select n, n, '{Word}', {Big} from generate_series(1, {Keys}) n on conflict do nothing",
        2 => $"update keyed set note = '{Word}' where id = {Key}",
        3 => $"update keyed set id = {Key} where id = {Key}",
        4 => $"update keyed set id = {Key}, big = {Big}, note = null where id = {Key}",
        5 => $"update keyed set u = {Key} where id = {Key}",
        6 => $"delete from keyed where id = {Key}",
        7 => $"update keyed set note = note || '{Word}' where id > {Key}",
        8 => $"update keyed set id = id + {random.Next(1, 15)}",
        9 => $"update keyed set id = id % {Keys} + 1 where id > {Keys}",
        10 => $"update keyed set u = -u where id < {Key}",
        _ => random.Next(4) == 0 ? "truncate keyed, pair" : $"delete from keyed where id % 3 = {random.Next(3)}",
    };

    private string Whole() => random.Next(6) switch
    {
        0 => $"insert into whole select {Key}, '{Word}', {Big} from generate_series(1, {random.Next(1, 4)})",
        1 => $"update whole set b = '{Word}' where ctid = (select ctid from whole where a = {Key} limit 1)",
        2 => $"update whole set a = a + 1 where a < {Key}",
        3 => $"delete from whole where ctid = (select ctid from whole where a <= {Key} limit 1)",
        4 => $"update whole set big = {Big} where a = {Key}",
        _ => $"update whole set b = null where a = {Key}",
    };

    private string Pair() => random.Next(7) switch
    {
        0 => $"insert into pair select '{Word}', n, n / 7.0, {Big} from generate_series(1, {Keys}) n on conflict do nothing",
        1 => $"update pair set a = '{Word}' where b = {Key} and a = '{Word}'",
        2 => $"update pair set b = b + {Keys} where a = '{Word}'",
        3 => $"update pair set b = b - {Keys} where b > {Keys}",
        4 => $"update pair set n = n * 2 where b < {Key}",
        5 => $"delete from pair where a = '{Word}' and b > {Key}",
        _ => $"update pair set big = {Big}, n = 'NaN' where b = {Key}",
    };

    private string Key => random.Next(1, Keys + 1).ToString(CultureInfo.InvariantCulture);

    private string Word => random.Next(3) switch { 0 => "x", 1 => "y", _ => "z" };

    /// <summary>Beyond 2 KB a value is kept apart, and not sent where it did not change.</summary>
    private string Big => random.Next(3) switch { 0 => "null", 1 => "'small'", _ => $"repeat('{Word}{Key}', 1500)" };
}
