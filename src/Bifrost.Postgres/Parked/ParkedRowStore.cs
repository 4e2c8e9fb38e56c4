using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Progress;
using Bifrost.Postgres.Sink;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Parked;

/// <summary>The rows that are parked on one target, of whichever sink. Every call throws <see cref="Replication.Failures.ReplicationException"/> where the target cannot be asked.</summary>
/// <param name="target">A sink of the database, for its login.</param>
public sealed class ParkedRowStore(SinkSettings target)
{
    /// <summary>By sink, and in the order in which the changes were made.</summary>
    public Task<IReadOnlyList<ParkedRow>> ListAsync(CancellationToken cancellation) => WithAsync<IReadOnlyList<ParkedRow>>("reading its parked rows", async connection =>
        [.. (await ParkedReader.ReadAsync(connection, null, cancellation).ConfigureAwait(false)).Select(static details => details.Row)], cancellation);

    /// <summary>All that is kept of one; null where it is gone.</summary>
    public Task<ParkedDetails?> FindAsync(long id, CancellationToken cancellation) => WithAsync("reading a parked row", async connection =>
        (await ParkedReader.ReadAsync(connection, id, cancellation).ConfigureAwait(false)).SingleOrDefault(), cancellation);

    /// <summary>Writes rows as the stream would have, each in a transaction of its own that also takes it out of the table. One that is refused stays, and the next is tried.</summary>
    /// <param name="rows">In the order in which the changes were made.</param>
    /// <param name="force">Also where something newer may be overwritten.</param>
    /// <param name="done">Told of each.</param>
    public Task<IReadOnlyList<RetriedRow>> RetryAsync(IReadOnlyList<ParkedRow> rows, bool force, Action<RetriedRow> done, CancellationToken cancellation) =>
        WithAsync<IReadOnlyList<RetriedRow>>("retrying parked rows", async connection =>
        {
            await BifrostSchema.EnsureAsync(connection, target.Database, cancellation).ConfigureAwait(false);
            var retry = new ParkedRetry(connection, force);
            var results = new List<RetriedRow>();
            foreach (var row in rows)
            {
                results.Add(await retry.TryAsync(row, cancellation).ConfigureAwait(false));
                done(results[^1]);
            }

            return results;
        }, cancellation);

    /// <summary>Deletes rows for good, in one transaction.</summary>
    /// <returns>How many were still there.</returns>
    public Task<int> DiscardAsync(IReadOnlyList<ParkedRow> rows, CancellationToken cancellation) => WithAsync("discarding parked rows", async connection =>
    {
        await using var command = new NpgsqlCommand("delete from bifrost.parked where id = any ($1)", connection) { Parameters = { new() { Value = rows.Select(static row => row.Id).ToArray() } } };
        return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }, cancellation);

    private Task<T> WithAsync<T>(string doing, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(target.Database, DatabaseSide.Target, doing, async () =>
        {
            await using var connection = await PostgresTarget.ConnectAsync(target, cancellation).ConfigureAwait(false);
            return await work(connection).ConfigureAwait(false);
        });
}
