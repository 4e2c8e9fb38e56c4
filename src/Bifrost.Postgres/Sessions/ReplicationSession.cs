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

    private const int LongestName = 63;

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

    /// <summary>The application name of the session that streams a slot. PostgreSQL keeps its first 63 bytes (NAMEDATALEN).</summary>
    public static string NameOf(string slotName) => $"bifrost stream {slotName}" is { Length: > LongestName } name ? name[..LongestName] : $"bifrost stream {slotName}";

    public static Lsn LsnOf(NpgsqlLogSequenceNumber position) => new((ulong)position);

    public static NpgsqlLogSequenceNumber Of(Lsn position) => new(position.Value);
}
