using Npgsql;

namespace Bifrost.KafkaConnect.Tests.Parity.Run;

/// <summary>A table as texts, column by column, each by its type's own output; or why it cannot be read.</summary>
internal sealed record TableRows(IReadOnlyList<string> Columns, IReadOnlyList<string?[]> Rows, string? Unreadable = null)
{
    /// <summary>The columns of a table as they are now, in their order.</summary>
    public static async Task<IReadOnlyList<string>> ColumnsAsync(NpgsqlConnection connection, string table)
    {
        await using var command = new NpgsqlCommand("select quote_ident(attname) from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum", connection);
        command.Parameters.Add(new() { Value = table });
        return await ListAsync(command);
    }

    /// <summary>Types of the columns, as <c>format_type</c> prints them, by quoted name.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> TypesAsync(NpgsqlConnection connection, string table)
    {
        await using var command = new NpgsqlCommand(
            "select quote_ident(attname), format_type(atttypid, atttypmod) from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped", connection);
        command.Parameters.Add(new() { Value = table });
        await using var reader = await command.ExecuteReaderAsync();
        var types = new Dictionary<string, string>();
        while (await reader.ReadAsync())
            types.Add(reader.GetString(0), reader.GetString(1));
        return types;
    }

    public static async Task<TableRows> ReadAsync(NpgsqlConnection connection, string table, IReadOnlyList<string> columns)
    {
        var texts = columns.Select(static column => $"case when {column} is null then null else format('%s', {column}) end");
        await using var command = new NpgsqlCommand($"select array[{string.Join(", ", texts)}]::text[] from {table} order by 1", connection);
        try
        {
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<string?[]>();
            while (await reader.ReadAsync())
                rows.Add(reader.GetFieldValue<string?[]>(0));
            return new TableRows(columns, rows);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName)
        {
            return new TableRows(columns, [], e.MessageText);
        }
    }

    public bool IsAs(TableRows other) => Unreadable is null && Texts().SequenceEqual(other.Texts());

    /// <summary>A row with this value in this column is there.</summary>
    public bool Has(string column, string value) => IndexOf(column) is var index && Rows.Any(row => row[index] == value);

    public int IndexOf(string column) => Columns.TakeWhile(one => one != column).Count();

    private IEnumerable<string> Texts() => Rows.Select(static row => string.Join('\u001f', row.Select(static value => value ?? "\u0000"))).Order(StringComparer.Ordinal);

    private static async Task<IReadOnlyList<string>> ListAsync(NpgsqlCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync())
            names.Add(reader.GetString(0));
        return names;
    }
}
