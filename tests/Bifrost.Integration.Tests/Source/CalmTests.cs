using Bifrost.Postgres.Sessions;
using Bifrost.Postgres.Source;
using Bifrost.Testing;
using Npgsql;

namespace Bifrost.Integration.Tests.Source;

/// <summary>When there is something to peek at.</summary>
public sealed class CalmTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);

    /// <summary>No log is ever little enough.</summary>
    private static readonly StreamLimits Never = new() { CalmInterval = Soon, CalmBytes = 0, CalmPatience = TimeSpan.FromMinutes(10) };

    /// <summary>A server of its own: nobody else's transactions.</summary>
    private static Task<TestServer> ServerAsync() => TestServer.StartAsync("calm", "autovacuum = off");

    [Test]
    public async Task It_is_calm_where_nothing_runs_and_while_a_transaction_runs_until_that_ends()
    {
        await using var server = await ServerAsync();
        await using var database = await server.CreateDatabaseAsync();
        await database.ExecuteAsync("create table t (id int)");
        await using var asking = await PostgresSession.OpenAsync(database.Endpoint, "bifrost calm test", default);
        var calm = new Calm(Never, TimeProvider.System);
        await calm.WaitAsync(asking, default);

        await using var writer = await database.OpenAsync();
        await using var begin = new NpgsqlCommand("begin; insert into t values (1)", writer);
        await begin.ExecuteNonQueryAsync();
        var waiting = calm.WaitAsync(asking, default);
        // It looks again and again.
        for (var looks = 0; looks < 3; looks++)
        {
            var last = await database.ScalarAsync<DateTime>("select query_start from pg_stat_activity where application_name = 'bifrost calm test'");
            await database.WaitUntilAsync($"(select query_start > '{last:O}' from pg_stat_activity where application_name = 'bifrost calm test')");
        }

        waiting.IsCompleted.ShouldBeFalse();
        await using var end = new NpgsqlCommand("commit", writer);
        await end.ExecuteNonQueryAsync();
        await waiting;
    }

    [Test]
    public async Task It_is_calm_where_little_is_written_although_a_transaction_goes_on_and_where_patience_ends()
    {
        await using var server = await ServerAsync();
        await using var database = await server.CreateDatabaseAsync();
        await database.ExecuteAsync("create table t (id int)");
        await using var asking = await PostgresSession.OpenAsync(database.Endpoint, "bifrost calm test", default);
        await using var writer = await database.OpenAsync();
        await using var begin = new NpgsqlCommand("begin; insert into t values (1)", writer);
        await begin.ExecuteNonQueryAsync();

        await new Calm(Never with { CalmBytes = 1 << 20 }, TimeProvider.System).WaitAsync(asking, default);
        await new Calm(Never with { CalmPatience = 3 * Soon }, TimeProvider.System).WaitAsync(asking, default);
    }
}
