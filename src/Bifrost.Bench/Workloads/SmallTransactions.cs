using Bifrost.Bench.Databases;
using Npgsql;

namespace Bifrost.Bench.Workloads;

/// <summary>One-row updates, each in a transaction of its own.</summary>
internal sealed class SmallTransactions(RunDatabases databases, BenchPlan plan)
{
    /// <summary>The four rows of every ten that no other workload updates or deletes.</summary>
    private const int FirstOfTen = 6;

    private const int OfTen = 4;

    private const string Update = "update orders set amount = amount + 1, note = 'order ' || id || ' touched', updated_at = updated_at + interval '1 minute' where id = $1";

    public Task WriteAsync(CancellationToken cancellation) => Clients.RunAsync(databases, plan.SizeOf(Workload.Small), async connection =>
    {
        // Lives as long as its connection.
        var update = new NpgsqlCommand(Update, connection) { Parameters = { new() { Value = 0L } } };
        await update.PrepareAsync(cancellation).ConfigureAwait(false);
        return async number =>
        {
            update.Parameters[0].Value = RowOf(number);
            await update.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        };
    }, cancellation);

    /// <summary>Spread over the whole table: a prime's multiples, so that neighbours in time are none on disk.</summary>
    private long RowOf(long number)
    {
        var ten = number * 7919 % (plan.Rows / 10);
        return (ten * 10) + FirstOfTen + (number % OfTen);
    }
}
