using Bifrost.Testing;

namespace Bifrost.Integration.Tests.Crash;

/// <summary>A ledger whose every transaction touches three tables, so that one which is lost, doubled or torn shows in a single query.</summary>
internal static class Ledger
{
    public const int Accounts = 20;

    /// <summary>Entries of one transaction: they sum to zero.</summary>
    public const int EntriesEach = 2;

    /// <summary>Entries have no key: one that is doubled stays doubled.</summary>
    public const string Tables =
        """
        create table account (id int primary key, balance int not null);
        create table entry (movement int not null, account int not null, amount int not null);
        create table counter (id int primary key, n int not null);
        insert into account select n, 0 from generate_series(1, 20) n;
        insert into counter select n, 0 from generate_series(1, 3) n
        """;

    /// <summary>One statement, so one view: every line of it is what must not be.</summary>
    private const string Wrong =
        """
        select 'balances sum to ' || sum(balance) from account having sum(balance) <> 0
        union all select 'account ' || id || ' is not the sum of its entries' from account a where balance <> (select coalesce(sum(amount), 0) from entry e where e.account = a.id)
        union all select 'movement ' || movement || ' has ' || count(*) || ' entries that sum to ' || sum(amount) from entry group by movement having count(*) <> 2 or sum(amount) <> 0
        union all select 'counted ' || (select sum(n) from counter) || ' movements of ' || count(distinct movement) from entry having count(distinct movement) <> (select sum(n) from counter)
        union all select 'movements up to ' || max(movement) || ' are ' || count(distinct movement) from entry having max(movement) <> count(distinct movement)
        """;

    public static string Movement(int number, int from, int to, int amount, int counter) =>
        $"begin; update account set balance = balance - {amount} where id = {from}; insert into entry values ({number}, {from}, {-amount}); "
        + $"update account set balance = balance + {amount} where id = {to}; insert into entry values ({number}, {to}, {amount}); update counter set n = n + 1 where id = {counter}; commit";

    /// <summary>What is wrong with the database now; empty where it is whole.</summary>
    public static Task<IReadOnlyList<string>> FaultsAsync(ScratchDatabase database) => database.RowsAsync(Wrong);
}
