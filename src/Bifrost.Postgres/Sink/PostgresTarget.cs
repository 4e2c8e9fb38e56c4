using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Progress;
using Bifrost.Postgres.Sessions;
using Bifrost.Replication;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Routing;
using Bifrost.Replication.Sink;
using Npgsql;

namespace Bifrost.Postgres.Sink;

/// <summary>A PostgreSQL database that a sink writes to.</summary>
internal sealed class PostgresTarget(SourceSettings source, SinkSettings sink, ITableRouter router, TimeProvider time, Failpoints failpoints) : ITarget
{
    /// <summary>
    /// What the server does about a session of ours whose machine vanished: it holds the lock on the progress, and the next owner waits for it. By default it would be noticed after two hours.
    /// Between two statements of a transaction no minute passes: large transactions are read from disk, a snapshot is one COPY.
    /// </summary>
    private const string ServerNotices = " -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3 -c idle_in_transaction_session_timeout=60s";

    /// <summary>
    /// For merges and the building of keys. Compiling a merge (<c>jit</c>) takes longer than it saves; memory is taken only by the statement that needs it, and a session has one:
    /// a million keys are hashed in 55 MB, and what does not fit goes to disk and back.
    /// </summary>
    private const string Merging = " -c jit=off -c work_mem=64MB -c temp_buffers=32MB -c maintenance_work_mem=128MB";

    public async Task<ITargetSession> OpenAsync(CancellationToken cancellation) => await OpenSessionAsync(cancellation).ConfigureAwait(false);

    public Task<PostgresSinkSession> OpenSessionAsync(CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(sink.Database, DatabaseSide.Target, $"connecting sink {sink.Connector}", async () =>
        {
            var connection = await ConnectAsync(sink, cancellation).ConfigureAwait(false);
            try
            {
                await BifrostSchema.EnsureAsync(connection, sink.Database, cancellation).ConfigureAwait(false);
                return new PostgresSinkSession(connection, source, sink, router, time, failpoints);
            }
            catch
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        });

    internal static async Task<NpgsqlConnection> ConnectAsync(SinkSettings sink, CancellationToken cancellation)
    {
        var settings = PostgresSession.Settings(sink.Database, $"bifrost sink {sink.Connector}");
        settings.MaxAutoPrepare = ChunkLimits.Prepared;
        settings.AutoPrepareMinUsages = 2;
        settings.Options += ServerNotices + Merging;
        // Types of users then print with their schema, and no function of a user's stands in for one of PostgreSQL's.
        settings.SearchPath = "pg_catalog";
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
