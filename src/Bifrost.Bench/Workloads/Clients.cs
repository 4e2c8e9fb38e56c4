using Bifrost.Bench.Databases;
using Npgsql;

namespace Bifrost.Bench.Workloads;

/// <summary>Eight clients that commit small transactions as fast as the source takes them.</summary>
internal static class Clients
{
    private const int Count = 8;

    /// <summary>The writers of a workload that clients write.</summary>
    public static Task WriteAsync(Workload workload, RunDatabases databases, BenchPlan plan, CancellationToken cancellation) => workload switch
    {
        Workload.Small => new SmallTransactions(databases, plan).WriteAsync(cancellation),
        Workload.Many => new MixedTransactions(databases, plan).WriteAsync(cancellation),
        Workload.Tpcb => new TpcBTransactions(databases, plan).WriteAsync(cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(workload), workload, "Not a workload of clients."),
    };

    /// <param name="transactions">Of all clients together; each takes every eighth number.</param>
    /// <param name="client">Given a client's connection, makes what commits the transaction of a number.</param>
    public static Task RunAsync(RunDatabases databases, long transactions, Func<NpgsqlConnection, Task<Func<long, Task>>> client, CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, Count).Select(first => Task.Run(async () =>
        {
            await using var connection = await databases.Source.OpenAsync(cancellation).ConfigureAwait(false);
            await databases.Source.GuardedAsync("writing small transactions", async () =>
            {
                var commit = await client(connection).ConfigureAwait(false);
                for (long number = first; number < transactions; number += Count)
                    await commit(number).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
        }, cancellation)));
}
