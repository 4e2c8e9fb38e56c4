using Bifrost.Bench.Databases;
using Npgsql;

namespace Bifrost.Bench.Measuring;

/// <summary>A prepared query for one number, asked again and again over one connection: the cheapest way to look at a server without loading it.</summary>
internal sealed class Question : IAsyncDisposable
{
    private readonly BenchDatabase _database;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _command;

    private Question(BenchDatabase database, NpgsqlConnection connection, NpgsqlCommand command)
    {
        _database = database;
        _connection = connection;
        _command = command;
    }

    /// <param name="parameter">The query's <c>$1</c>, where it has one.</param>
    public static async Task<Question> PrepareAsync(BenchDatabase database, string query, int? parameter, CancellationToken cancellation)
    {
        var connection = await database.OpenAsync(cancellation).ConfigureAwait(false);
        var command = new NpgsqlCommand(query, connection);
        if (parameter is { } value)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await database.GuardedAsync("preparing a question", async () =>
        {
            await command.PrepareAsync(cancellation).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        return new Question(database, connection, command);
    }

    public Task<long> AskAsync(CancellationToken cancellation) =>
        _database.GuardedAsync("asking how far a replica is", async () => (long)(await _command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) ?? 0L));

    public async ValueTask DisposeAsync()
    {
        await _command.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }
}
