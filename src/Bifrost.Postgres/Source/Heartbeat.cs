using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Source;

/// <summary>Writes a little WAL at an interval, so that a slot moves on while only other tables (or databases) are written to. A beat that fails is tried again at the next.</summary>
internal sealed class Heartbeat(SourceSettings source, TimeProvider time)
{
    /// <summary>Prefix of the logical message that is a beat.</summary>
    public const string Prefix = "bifrost.heartbeat";

    private const string Message = $"select pg_logical_emit_message(true, '{Prefix}', '')";

    /// <summary>Why the last beat failed; null while they go through.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>Beats until cancelled; ends at once where the interval is zero.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (source.HeartbeatInterval <= TimeSpan.Zero)
            return;
        using var timer = new PeriodicTimer(source.HeartbeatInterval, time);
        NpgsqlConnection? connection = null;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
                connection = await BeatAsync(connection, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>One beat; gives back the connection for the next, or null where it broke.</summary>
    private async Task<NpgsqlConnection?> BeatAsync(NpgsqlConnection? connection, CancellationToken cancellation)
    {
        try
        {
            connection ??= await PostgresSession.OpenAsync(source.Database, "bifrost heartbeat", cancellation).ConfigureAwait(false);
            await using var beat = new NpgsqlCommand(source.HeartbeatQuery ?? Message, connection);
            await beat.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            LastFailure = null;
            return connection;
        }
        catch (Exception e) when (PostgresFailures.IsFailure(e))
        {
            LastFailure = PostgresFailures.From(e, source.Database, DatabaseSide.Source, "writing a heartbeat").Message;
            if (connection is not null)
                await connection.DisposeAsync().ConfigureAwait(false);
            return null;
        }
    }
}
