using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sink;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Signals;
using Npgsql;

namespace Bifrost.Postgres.Signals;

/// <summary>What the embedded worker's sinks noted of signals on their targets.</summary>
public static class TakenSignals
{
    private const string Query =
        "select state, note, copied_rows from bifrost.signals_taken where sink = $1 and stem = $2 and id = $3";

    /// <summary>Null where the sink has not seen the signal.</summary>
    /// <exception cref="Replication.Failures.ReplicationException">The target cannot be asked.</exception>
    public static Task<TakenSignal?> FindAsync(SourceSettings source, SinkSettings sink, string id, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(sink.Database, DatabaseSide.Target, $"looking for a signal of sink {sink.Connector}", async () =>
        {
            await using var connection = await PostgresTarget.ConnectAsync(sink, cancellation).ConfigureAwait(false);
            await using var there = new NpgsqlCommand("select to_regclass('bifrost.signals_taken') is not null", connection);
            if (await there.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is not true)
                return null;
            await using var command = RawText.Command(connection, Query, sink.Connector, source.SlotName, id);
            await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            return await reader.ReadAsync(cancellation).ConfigureAwait(false)
                ? new TakenSignal(Enum.Parse<SignalState>(reader.GetString(0), ignoreCase: true), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetInt64(2))
                : null;
        });
}

/// <param name="Rows">Rows that were copied; null where nothing was.</param>
public sealed record TakenSignal(SignalState State, string Note, long? Rows);
