using Bifrost.Replication.Engine;
using Npgsql;

namespace Bifrost.Postgres.Sessions;

/// <summary>Opens connections whose text form of every value is pinned, so that bytes mean the same on both sides (design rule 9).</summary>
public static class PostgresSession
{
    /// <summary>Connect timeout in seconds: long enough for a busy machine, short enough for an operator who waits.</summary>
    public const int ConnectTimeoutSeconds = 10;

    /// <summary>128 KB, sixteen times Npgsql's own: streams and COPY move many small rows, and each trip to the kernel costs more than they do.</summary>
    private const int BufferBytes = 128 << 10;

    /// <summary>Half a minute without an answer: a target that vanished without a word is noticed, and one that is busy is not.</summary>
    private const int KeepaliveSeconds = 30;

    private const string PinnedOptions =
        "-c DateStyle=ISO,YMD -c IntervalStyle=postgres -c extra_float_digits=3 -c TimeZone=UTC -c bytea_output=hex -c client_min_messages=warning"
        // A client that vanished without a word is noticed by the server too, and what its session holds is free again.
        + " -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3";

    /// <summary>Settings for a connection to <paramref name="endpoint"/>. No password is ever in an error of Npgsql's for them: <c>Persist Security Info</c> is off.</summary>
    /// <param name="applicationName">Shown in <c>pg_stat_activity</c>: <c>bifrost</c> and what the connection is for.</param>
    public static NpgsqlConnectionStringBuilder Settings(DatabaseEndpoint endpoint, string applicationName) => new()
    {
        Host = endpoint.Host,
        Port = endpoint.Port,
        Database = endpoint.Database,
        Username = endpoint.User,
        Password = endpoint.Password,
        SslMode = Enum.Parse<SslMode>(endpoint.SslMode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
        RootCertificate = endpoint.SslRootCertificate,
        SslCertificate = endpoint.SslCertificate,
        SslKey = endpoint.SslKey,
        ApplicationName = applicationName,
        Options = PinnedOptions,
        Timeout = ConnectTimeoutSeconds,
        CommandTimeout = 0,
        TcpKeepAlive = true,
        TcpKeepAliveTime = KeepaliveSeconds,
        TcpKeepAliveInterval = KeepaliveSeconds / 3,
        Pooling = false,
        ReadBufferSize = BufferBytes,
        WriteBufferSize = BufferBytes,
        IncludeErrorDetail = false,
    };

    /// <summary>An open connection, not pooled: a session of ours lives and dies with its task.</summary>
    /// <param name="options">More settings of the session, as the server's command line takes them (<c>-c name=value</c>).</param>
    public static async Task<NpgsqlConnection> OpenAsync(DatabaseEndpoint endpoint, string applicationName, CancellationToken cancellation, string options = "")
    {
        var settings = Settings(endpoint, applicationName);
        settings.Options += options;
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
