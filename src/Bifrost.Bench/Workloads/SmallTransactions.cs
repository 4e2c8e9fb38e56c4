using Bifrost.Bench.Databases;
using Npgsql;

namespace Bifrost.Bench.Workloads;

/// <summary>Eight clients that each commit one-row updates as fast as the source takes them.</summary>
internal sealed class SmallTransactions(RunDatabases databases, BenchPlan plan)
{
    private const int Clients = 8;

    /// <summary>The four rows of every ten that no other workload updates or deletes.</summary>
    private const int FirstOfTen = 6;

    private const int OfTen = 4;

    private const string Update = "update orders set amount = amount + 1, note = 'order ' || id || ' touched', updated_at = updated_at + interval '1 minute' where id = $1";

    public Task WriteAsync(CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => ClientAsync(client, cancellation), cancellation)));

    private async Task ClientAsync(int client, CancellationToken cancellation)
    {
        await using var connection = await databases.Source.OpenAsync(cancellation).ConfigureAwait(false);
        await using var update = new NpgsqlCommand(Update, connection) { Parameters = { new() { Value = 0L } } };
        await databases.Source.GuardedAsync("writing small transactions", async () =>
        {
            await update.PrepareAsync(cancellation).ConfigureAwait(false);
            for (var number = client; number < plan.SizeOf(Workload.Small); number += Clients)
            {
                update.Parameters[0].Value = RowOf(number);
                await update.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            }

            return true;
        }).ConfigureAwait(false);
    }

    /// <summary>Spread over the whole table: a prime's multiples, so that neighbours in time are none on disk.</summary>
    private long RowOf(long number)
    {
        var ten = number * 7919 % (plan.Rows / 10);
        return (ten * 10) + FirstOfTen + (number % OfTen);
    }
}
