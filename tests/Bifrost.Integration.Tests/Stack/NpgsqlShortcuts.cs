using Npgsql;

namespace Bifrost.Integration.Tests.Stack;

internal static class NpgsqlShortcuts
{
    public static async Task ExecuteAsync(this Task<NpgsqlConnection> opening, string sql)
    {
        await using var connection = await opening;
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<object?> ScalarAsync(this Task<NpgsqlConnection> opening, string sql)
    {
        await using var connection = await opening;
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>The SQLSTATE that the statement, or the connection before it, is refused with.</summary>
    public static async Task<string> RefusalAsync(this Task<NpgsqlConnection> opening, string sql) =>
        (await Should.ThrowAsync<PostgresException>(() => opening.ExecuteAsync(sql))).SqlState;
}
