using System.Globalization;

namespace Bifrost.Torture.Ledgers;

/// <summary>The transactions of the ledger. Accounts are locked in the order of their ids, so that writers wait for each other instead of failing.</summary>
internal static class LedgerScripts
{
    /// <summary>Movements that a writer leaves open when it closes the older ones.</summary>
    public const int LeftOpen = 30;

    /// <summary>Open movements from which on a writer closes.</summary>
    public const int ClosesAt = 90;

    /// <summary>Moves an amount, in some equal entries on either side. One note in twenty is large enough to be stored out of line.</summary>
    public static string Movement(int writer, int number, Random random)
    {
        var from = random.Next(1, Ledger.Accounts);
        var to = random.Next(from + 1, Ledger.Accounts + 1);
        var amount = random.Next(1, 100);
        var copies = random.Next(1, 4);
        var note = random.Next(20) == 0 ? "(select string_agg(md5(random()::text), '') from generate_series(1, 120))" : $"'{writer}/{number}'";
        return Text($"""
            begin;
            insert into movement values ({writer}, {number}, {2 * copies}, 0, {note});
            update account set balance = balance - {amount * copies} where id = {from};
            insert into entry select {writer}, {number}, {from}, {-amount} from generate_series(1, {copies});
            update account set balance = balance + {amount * copies} where id = {to};
            insert into entry select {writer}, {number}, {to}, {amount} from generate_series(1, {copies});
            update counter set n = {number} where writer = {writer};
            commit
            """);
    }

    /// <summary>Updates that leave a large note as it is: it is not in the stream.</summary>
    public static string Touch(int writer, Random random) => Text($"update movement set seen = seen + 1 where writer = {writer} and number % 7 = {random.Next(7)}");

    /// <summary>Changes a key.</summary>
    public static string Move(int writer, Random random) => Text($"""
        begin;
        update token set place = token + 1000 * (moves + 1), moves = moves + 1 where token = {random.Next(1, Ledger.Tokens + 1)};
        update counter set moves = moves + 1 where writer = {writer};
        commit
        """);

    /// <summary>Deletes old movements with their entries, which stay in the openings of their accounts.</summary>
    public static string Close(int writer, int upTo) => Text($"""
        begin;
        select from account order by id for update;
        update account a set opening = opening + e.amount from (select account, sum(amount) amount from entry where writer = {writer} and number <= {upTo} group by account) e where a.id = e.account;
        delete from entry where writer = {writer} and number <= {upTo};
        delete from movement where writer = {writer} and number <= {upTo};
        update counter set closed = {upTo} where writer = {writer};
        commit
        """);

    /// <summary>A large transaction: everything in the table is replaced, by TRUNCATE, by DELETE or by UPDATE.</summary>
    public static string Bulk(Random random)
    {
        var rows = random.Next(300, 800);
        const string batch = "(select batch from bulk_head)";
        var replaced = random.Next(3) switch
        {
            0 => "truncate bulk",
            1 => "delete from bulk",
            _ => $"delete from bulk where id > {rows / 2}; update bulk set batch = {batch}, payload = reverse(payload)",
        };
        return Text($"""
            begin;
            update bulk_head set batch = batch + 1, rows = {rows};
            {replaced};
            insert into bulk select n, {batch}, repeat(md5(n::text || {batch}), 6) from generate_series(1, {rows}) n on conflict do nothing;
            commit
            """);
    }

    /// <summary>A new column, with a default that old rows get, and rows that have it.</summary>
    public static string AddColumn(int number) => Text($"""
        begin;
        alter table extra add column c{number} int default {number};
        insert into extra (id, note, c{number}) values (1000 + {number}, 'with a new column', -{number});
        commit
        """);

    private static string Text(FormattableString script) => script.ToString(CultureInfo.InvariantCulture);
}
