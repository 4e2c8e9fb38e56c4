using System.Globalization;

namespace Bifrost.Bench.Databases;

/// <summary>The table that every workload writes: seven columns, about 110 bytes a row. Its content is a function of the row's number, so every run has the same.</summary>
internal static class OrdersTable
{
    public const string Name = "orders";

    public const string Columns = "id, customer, status, amount, note, created_at, updated_at";

    public const string AddKey = "alter table orders add primary key (id)";

    /// <summary>Takes the mark, in the row that <see cref="InsertMark"/> makes.</summary>
    public const string MarkColumn = "customer";

    private const string Statuses = "array['new', 'paid', 'packed', 'sent', 'done']";

    public static string Create(bool withKey) => $"""
        create table orders (
          id bigint not null{(withKey ? " primary key" : "")},
          customer int not null,
          status text not null,
          amount numeric(12,2) not null,
          note text,
          created_at timestamptz not null,
          updated_at timestamptz not null)
        """;

    /// <summary>The row for the mark, see <see cref="TableMarks"/>.</summary>
    public static string InsertMark { get; } = string.Create(CultureInfo.InvariantCulture, $"insert into orders values ({TableMarks.Row}, 0, 'mark', 0, null, '2026-01-01 00:00:00+00', '2026-01-01 00:00:00+00')");

    /// <summary>Rows with ids from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public static string Insert(long first, long last) => string.Create(CultureInfo.InvariantCulture, $"""
        insert into orders ({Columns})
        select n, (n * 7919 % 50000)::int, ({Statuses})[1 + n % 5], (n * 37 % 1000000) / 100.0, 'order ' || n || ' ' || md5(n::text),
          timestamptz '2026-01-01 00:00:00+00' + n * interval '1 second', timestamptz '2026-01-01 00:00:00+00' + n * interval '1 second'
        from generate_series({first}::bigint, {last}::bigint) n
        """);
}
