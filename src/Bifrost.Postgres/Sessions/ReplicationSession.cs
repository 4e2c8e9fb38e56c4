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

    public static async Task<LogicalReplicationConnection> OpenAsync(DatabaseEndpoint endpoint, string applicationName, CancellationToken cancellation)
    {
        var settings = PostgresSession.Settings(endpoint, applicationName);
        settings.ReadBufferSize = ReadBufferBytes;
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
