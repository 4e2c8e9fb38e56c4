using Npgsql;

namespace Bifrost.Torture.Ledgers;

/// <summary>
/// A ledger in which everything is written down twice, in different tables, so that a transaction that is lost, doubled or torn shows in a single query. Several writers
/// number their movements without a gap; old ones are closed, so that it stays small however long it runs.
/// </summary>
internal static class Ledger
{
    public const int Writers = 3;

    public const int Accounts = 20;

    public const int Tokens = 20;

    /// <summary>Every table that is replicated, by name.</summary>
    public static readonly IReadOnlyList<string> Tables = ["account", "bulk", "bulk_head", "counter", "entry", "extra", "movement", "token"];

    /// <summary>Entries have no key: one that is doubled stays doubled, and two that are equal are two.</summary>
    public const string Script =
        """
        create table account (id int primary key, opening bigint not null, balance bigint not null);
        create table movement (writer int, number int, entries int not null, seen int not null, note text, primary key (writer, number));
        create table entry (writer int not null, number int not null, account int not null, amount int not null);
        alter table entry replica identity full;
        create index on entry (writer, number);
        create table counter (writer int primary key, n int not null, closed int not null, moves int not null);
        create table token (place int primary key, token int not null unique, moves int not null);
        create table bulk (id int primary key, batch int not null, payload text not null);
        create table bulk_head (id int primary key, batch int not null, rows int not null);
        create table extra (id int primary key, note text);
        insert into account select n, 0, 0 from generate_series(1, 20) n;
        insert into counter select n, 0, 0, 0 from generate_series(1, 3) n;
        insert into token select n, n, 0 from generate_series(1, 20) n;
        insert into bulk_head values (1, 0, 0);
        insert into extra select n, 'row ' || n from generate_series(1, 10) n
        """;

    /// <summary>Lines of one statement, so of one view: every one is what must not be.</summary>
    public const string Wrong =
        """
        select 'balances sum to ' || sum(balance) from account having sum(balance) <> 0
        union all
        select 'account ' || a.id || ' is not its opening and the sum of its entries' from account a left join (select account, sum(amount) s from entry group by account) e on e.account = a.id
        where a.balance <> a.opening + coalesce(e.s, 0)
        union all
        select 'movement ' || coalesce(m.writer, e.writer) || '/' || coalesce(m.number, e.number) || ' of ' || coalesce(m.entries, 0) || ' entries has ' || coalesce(e.n, 0) || ' that sum to ' || coalesce(e.s, 0)
        from movement m full join (select writer, number, count(*) n, sum(amount) s from entry group by writer, number) e on (m.writer, m.number) = (e.writer, e.number)
        where m.entries is distinct from e.n or e.s <> 0
        union all
        select 'writer ' || c.writer || ' counted ' || c.n || ' and closed ' || c.closed || ', and there are ' || coalesce(m.n, 0) || ' movements from ' || coalesce(m.first, 0) || ' to ' || coalesce(m.last, 0)
        from counter c left join (select writer, count(*) n, min(number) first, max(number) last from movement group by writer) m using (writer)
        where c.n - c.closed <> coalesce(m.n, 0) or m.last <> c.n or m.first <> c.closed + 1
        union all
        select 'tokens: ' || count(*) || ' of which ' || count(distinct token) || ' differ, moved ' || sum(moves) || ' times, counted ' || (select sum(moves) from counter) from token
        having count(*) <> 20 or count(distinct token) <> 20 or sum(moves) <> (select sum(moves) from counter) or bool_or(place <> token + 1000 * moves)
        union all
        select 'bulk has ' || count(b.id) || ' rows of batches ' || coalesce(min(b.batch), 0) || ' to ' || coalesce(max(b.batch), 0) || ', and should have ' || h.rows || ' of ' || h.batch
        from bulk_head h left join bulk b on true group by h.id, h.rows, h.batch having count(b.id) <> h.rows or min(b.batch) <> h.batch or max(b.batch) <> h.batch
        """;

    /// <summary>What is wrong with the database now; empty where it is whole.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Wrong, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var faults = new List<string>();
        while (await reader.ReadAsync())
            faults.Add(reader.GetString(0));
        return faults;
    }
}
