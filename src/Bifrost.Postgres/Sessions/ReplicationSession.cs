using Bifrost.Replication.Changes;
using Bifrost.Replication.Engine;
using Npgsql.Replication;
using NpgsqlTypes;

namespace Bifrost.Postgres.Sessions;

/// <summary>Opens walsender sessions (<c>replication=database</c>) with the same pinned settings: pgoutput prints values by them.</summary>
internal static class ReplicationSession
{
    /// <summary>Bytes that one read from the socket may bring: a walsender sends small messages in large runs.</summary>
    private const int ReadBufferBytes = 64 * 1024;

    /// <summary>
    /// Bytes that may be under way, by our side's half (Linux doubles it): the kernel would let them grow to many megabytes while a reader stops to think. What a large transaction has under way when it is left to
    /// a peek was sent for nothing; small ones come at some megabytes a second over a distance of 50 ms all the same.
    /// </summary>
    private const int SocketBytes = 256 * 1024;

    /// <summary>Who exported a view is in a transaction, and idle until the view is not needed any more.</summary>
    private const string MayBeIdle = " -c idle_in_transaction_session_timeout=0";

    /// <summary>Whoever stops reading hangs up, after a request to cancel and without waiting for its answer: that stands behind all that is under way.</summary>
    private const int HangUp = -1;

    public static async Task<LogicalReplicationConnection> OpenAsync(DatabaseEndpoint endpoint, string applicationName, CancellationToken cancellation)
    {
        var settings = PostgresSession.Settings(endpoint, applicationName);
        settings.Options += MayBeIdle;
        settings.ReadBufferSize = ReadBufferBytes;
        settings.SocketReceiveBufferSize = SocketBytes;
        settings.CancellationTimeout = HangUp;
        var connection = new LogicalReplicationConnection(settings.ConnectionString);
        try
        {
            await connection.Open(cancellation).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public static Lsn LsnOf(NpgsqlLogSequenceNumber position) => new((ulong)position);

    public static NpgsqlLogSequenceNumber Of(Lsn position) => new(position.Value);
}
