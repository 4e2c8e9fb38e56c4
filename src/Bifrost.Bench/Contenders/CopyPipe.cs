using Bifrost.Bench.Databases;
using Npgsql;

namespace Bifrost.Bench.Contenders;

/// <summary>
/// What <c>psql -c 'copy … to stdout (format binary)' | tee >(psql …) | psql …</c> does, with the keys built afterwards: nothing that brings rows out of one
/// PostgreSQL into others can do with less.
/// </summary>
internal sealed class CopyPipe(RunDatabases databases)
{
    /// <summary>Bytes that are on their way at once, twice: one block is read while the one before it is written.</summary>
    private const int BlockBytes = 256 * 1024;

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        foreach (var replica in databases.Replicas)
            await replica.ExecuteAsync("creating tables", cancellation, OrdersTable.Create(withKey: false)).ConfigureAwait(false);
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        await databases.Source.GuardedAsync("copying", async () =>
        {
            await PumpAsync(cancellation).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        await Task.WhenAll(databases.Replicas.Select(replica => replica.ExecuteAsync("building a key", cancellation, OrdersTable.AddKey))).ConfigureAwait(false);
    }

    private async Task PumpAsync(CancellationToken cancellation)
    {
        await using var source = await databases.Source.OpenAsync(cancellation).ConfigureAwait(false);
        var replicas = await Task.WhenAll(databases.Replicas.Select(replica => replica.OpenAsync(cancellation))).ConfigureAwait(false);
        try
        {
            await using var rows = await source.BeginRawBinaryCopyAsync("copy orders to stdout (format binary)", cancellation).ConfigureAwait(false);
            var sinks = await Task.WhenAll(replicas.Select(replica => replica.BeginRawBinaryCopyAsync("copy orders from stdin (format binary)", cancellation))).ConfigureAwait(false);
            await CopyAsync(rows, sinks, cancellation).ConfigureAwait(false);
            await Task.WhenAll(sinks.Select(static sink => sink.DisposeAsync().AsTask())).ConfigureAwait(false);
        }
        finally
        {
            foreach (var replica in replicas)
                await replica.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task CopyAsync(NpgsqlRawCopyStream rows, NpgsqlRawCopyStream[] sinks, CancellationToken cancellation)
    {
        var reading = new byte[BlockBytes];
        var writing = new byte[BlockBytes];
        var written = Task.CompletedTask;
        while (await rows.ReadAtLeastAsync(reading, BlockBytes, throwOnEndOfStream: false, cancellation).ConfigureAwait(false) is var count and > 0)
        {
            await written.ConfigureAwait(false);
            (reading, writing) = (writing, reading);
            var block = writing.AsMemory(0, count);
            written = Task.WhenAll(sinks.Select(sink => sink.WriteAsync(block, cancellation).AsTask()));
        }

        await written.ConfigureAwait(false);
    }
}
