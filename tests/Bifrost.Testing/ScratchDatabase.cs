using System.Security.Cryptography;
using System.Text;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Testing;

/// <summary>A database that belongs to one test.</summary>
public sealed class ScratchDatabase(TestServer server, string name) : IAsyncDisposable
{
    public string Name { get; } = name;

    public TestServer Server { get; } = server;

    public DatabaseEndpoint Endpoint => Server.Endpoint(Name);

    /// <summary>A name that any test derives for itself and no other test gets; at most 40 characters, so that slots and publications fit beside it.</summary>
    public static string NameFor(string test, string suffix)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(test + suffix)))[..8];
        var words = new string([.. test.Split('.')[^1].ToLowerInvariant().Where(static c => char.IsAsciiLetterOrDigit(c) || c == '_')]);
        var kept = words.Length > 24 ? words[..24] : words;
        return $"t_{kept}_{hash}{(suffix.Length > 0 ? "_" + suffix : "")}";
    }

    public Task<NpgsqlConnection> OpenAsync() => Server.OpenAsync(Name);

    /// <summary>Runs a script of statements.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync().ConfigureAwait(false);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    /// <summary>The first column of the first row; default where there is none or it is NULL.</summary>
    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = await OpenAsync().ConfigureAwait(false);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync().ConfigureAwait(false) is T value ? value : default;
    }

    /// <summary>Every row of a query as its text form (<c>row::text</c>), in the query's order.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string query)
    {
        await using var connection = await OpenAsync().ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"select q::text from ({query}) q", connection);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        var rows = new List<string>();
        while (await reader.ReadAsync().ConfigureAwait(false))
            rows.Add(reader.GetString(0));
        return rows;
    }

    /// <summary>Asks until the query's one boolean is true; the limit only ends a test that would otherwise hang.</summary>
    public async Task WaitUntilAsync(string booleanQuery, int limitSeconds = 60)
    {
        await using var connection = await OpenAsync().ConfigureAwait(false);
        await using var command = new NpgsqlCommand(
            $"do $wait$ begin for i in 1..{limitSeconds * 50} loop if ({booleanQuery}) then return; end if; perform pg_sleep(0.02); end loop; "
            + "raise exception 'never became true'; end $wait$", connection);
        try
        {
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.MessageText == "never became true")
        {
            throw new TimeoutException($"Not true after {limitSeconds} s: {booleanQuery}");
        }
    }

    /// <summary>Ends the database's sessions, drops its slots and then itself.</summary>
    public async Task DropAsync()
    {
        await using var connection = await Server.OpenAsync("postgres").ConfigureAwait(false);
        await using (var command = new NpgsqlCommand(
            "select pg_terminate_backend(active_pid) from pg_replication_slots where database = $1 and active", connection) { Parameters = { new() { Value = Name } } })
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        await using (var command = new NpgsqlCommand(
            $"do $drop$ declare s record; begin for s in select slot_name from pg_replication_slots where database = '{Name}' loop "
            + "for i in 1..500 loop begin perform pg_drop_replication_slot(s.slot_name); exit; exception when object_in_use then perform pg_sleep(0.01); when undefined_object then exit; end; end loop; "
            + "end loop; end $drop$", connection))
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        await using (var command = new NpgsqlCommand($"drop database if exists \"{Name}\" with (force)", connection))
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync() => await DropAsync().ConfigureAwait(false);
}
