using Bifrost.Replication.Changes;
using Npgsql;

namespace Bifrost.Postgres.Sink;

/// <summary>Referenced tables before those that refer to them: each table is loaded in a transaction of its own, so a foreign key of the target must find its parent.</summary>
internal static class TableOrder
{
    private const string References =
        """
        select cn.nspname::text, c.relname::text, pn.nspname::text, p.relname::text
        from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_namespace cn on cn.oid = c.relnamespace
        join pg_class p on p.oid = f.confrelid join pg_namespace pn on pn.oid = p.relnamespace
        where f.contype = 'f' and f.conrelid <> f.confrelid
        """;

    public static async Task<IReadOnlyList<TableLoad>> SortAsync(NpgsqlConnection connection, IReadOnlyList<TableLoad> loads, CancellationToken cancellation) =>
        Sort(loads, static l => l.Route.Target, await ReadAsync(connection, cancellation).ConfigureAwait(false));

    /// <summary>The tables that each table of the target refers to.</summary>
    public static async Task<ILookup<TableName, TableName>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var parents = new List<(TableName Child, TableName Parent)>();
        await using var command = new NpgsqlCommand(References, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            parents.Add((new TableName(reader.GetString(0), reader.GetString(1)), new TableName(reader.GetString(2), reader.GetString(3))));
        return parents.ToLookup(static p => p.Child, static p => p.Parent);
    }

    /// <summary>Depth first; tables that refer to each other in a circle stay as they came.</summary>
    internal static IReadOnlyList<T> Sort<T>(IReadOnlyList<T> items, Func<T, TableName> target, ILookup<TableName, TableName> parents)
    {
        var sorted = new List<T>();
        var seen = new HashSet<TableName>();
        foreach (var item in items)
            Visit(target(item));
        return sorted;

        void Visit(TableName table)
        {
            if (!seen.Add(table))
                return;
            foreach (var parent in parents[table])
                Visit(parent);
            sorted.AddRange(items.Where(i => target(i) == table));
        }
    }
}
