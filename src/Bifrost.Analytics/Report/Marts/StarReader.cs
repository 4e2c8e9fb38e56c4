using System.Data;
using System.Security.Cryptography;
using System.Text;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Analytics.Report.Marts;

/// <summary>Reads a replica's marts in one read-only snapshot, and its heartbeats.</summary>
public static class StarReader
{
    private const string ApplicationName = "bifrost report";

    /// <param name="target">The target's name in the topology, for messages.</param>
    /// <param name="database">The replica, with the login that may read the star.</param>
    /// <returns>Never throws for what is wrong with the replica: the reading says it.</returns>
    public static async Task<(StarReading Star, Beats Beats)> ReadAsync(string target, DatabaseEndpoint database, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await PostgresSession.OpenAsync(database, ApplicationName, cancellation).ConfigureAwait(false);
            var beats = await BeatsAsync(connection, cancellation).ConfigureAwait(false);
            try
            {
                return (new StarRead(await StarAsync(connection, cancellation).ConfigureAwait(false)), beats);
            }
            catch (PostgresException e)
            {
                return (new StarUnread(StarFaults.Refused(target, database, e)), beats);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var reason = StarFaults.Unreachable(database, e);
            return (new StarUnread(reason), Beats.NotRead(reason));
        }
    }

    private static async Task<Beats> BeatsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        try
        {
            await using var command = new NpgsqlCommand(MartQueries.Heartbeat, connection);
            await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            var at = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                at[reader.GetString(0)] = reader.GetFieldValue<DateTimeOffset>(1);
            return new Beats(at, null);
        }
        catch (PostgresException e)
        {
            return Beats.NotRead(StarFaults.NoHeartbeat(e));
        }
    }

    private static async Task<Star> StarAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation).ConfigureAwait(false);
        await using (var readOnly = new NpgsqlCommand("set transaction read only", connection, transaction))
            await readOnly.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        var fingerprints = new SortedDictionary<string, string>(StringComparer.Ordinal);
        return new Star(
            await RowsAsync(MartQueries.Totals, static row => new FactTotal(row.Text(0), row.Number(1), row.Number(2), row.Day(3), row.Day(4), row.Instant(5))).ConfigureAwait(false),
            await RowsAsync(MartQueries.LostWeapons, static row => new LostWeapons((int)row.Number(0), row.Text(1), row.Text(2), row.Text(3), row.NumberOrNone(4), row.Number(5), row.Measure(6))).ConfigureAwait(false),
            await RowsAsync(MartQueries.Calibres, static row => new CalibreBalance(row.Text(0), row.Number(1), row.Number(2), row.Measure(3))).ConfigureAwait(false),
            await RowsAsync(MartQueries.Months, static row => new MonthOfFact(row.Text(0), row.Day(1)!.Value, row.Number(2), row.Measure(3), (int)row.Number(4))).ConfigureAwait(false),
            await RowsAsync(MartQueries.Unknown, static row => new UnknownMembers(row.Text(0), row.Text(1), row.Number(2), row.Number(3), row.Number(4), row.Number(5))).ConfigureAwait(false),
            await RowsAsync(MartQueries.Reconciliations, static row => new Reconciliation(row.Text(0), row.Number(1), row.Number(2), row.Number(3), row.Number(4))).ConfigureAwait(false),
            await RowsAsync(MartQueries.Unmatched, static row => new UnmatchedMunicipality(row.Text(0), row.Text(1), row.Number(2), row.Number(3))).ConfigureAwait(false),
            fingerprints);

        async Task<IReadOnlyList<T>> RowsAsync<T>(string mart, Func<MartRow, T> read)
        {
            await using var command = new NpgsqlCommand(MartQueries.Of(mart), connection, transaction);
            await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            {
                rows.Add(read(new MartRow(reader)));
                hash.AppendData(Encoding.UTF8.GetBytes(reader.GetString(reader.FieldCount - 1) + "\n"));
            }

            fingerprints[mart] = Convert.ToHexStringLower(hash.GetHashAndReset());
            return rows;
        }
    }
}
