using Bifrost.Postgres.Failures;
using Bifrost.Postgres.Sessions;
using Bifrost.Postgres.Source;
using Bifrost.Replication.Engine;
using Bifrost.Replication.Routing;

namespace Bifrost.Postgres.Verify;

/// <summary>
/// Compares a target with its source, row by row at one point, and names the keys that differ. Nothing is paused and nobody is asked: it works beside the worker and the writers.
/// It needs what a sink's connections need, one free replication slot for its duration, and <c>SELECT</c> on the target's tables.
/// </summary>
public sealed class ReplicaVerifier(TimeProvider time, VerifyOptions options)
{
    public ReplicaVerifier(TimeProvider time)
        : this(time, new VerifyOptions())
    {
    }

    /// <param name="router">Of the pair, as the sink has it: what is captured, and which columns go where.</param>
    /// <exception cref="Replication.Failures.ReplicationException">The comparison could not be made; a difference is no failure, it is in the report.</exception>
    public async Task<VerifyReport> VerifyAsync(
        SourceSettings source, SinkSettings sink, ITableRouter router, IProgress<VerifyProgress>? progress, CancellationToken cancellation)
    {
        var mode = options.Mode ?? await ModeOfAsync(sink, cancellation).ConfigureAwait(false);
        return await PostgresFailures.GuardAsync(source.Database, DatabaseSide.Source, $"verifying {sink.Connector} against it", () =>
            mode == VerifyMode.Exact ? ExactAsync(source, sink, router, progress, cancellation) : new LiveVerification(source, sink, router, options, time, progress).RunAsync(cancellation)).ConfigureAwait(false);
    }

    private static Task<VerifyMode> ModeOfAsync(SinkSettings sink, CancellationToken cancellation) =>
        PostgresFailures.GuardAsync(sink.Database, DatabaseSide.Target, "looking for the position that it keeps", async () =>
        {
            await using var target = await PostgresSession.OpenAsync(sink.Database, "bifrost verify", cancellation).ConfigureAwait(false);
            return await TargetPosition.IsKeptAsync(target, sink.Connector, cancellation).ConfigureAwait(false) ? VerifyMode.Exact : VerifyMode.Live;
        });

    private async Task<VerifyReport> ExactAsync(SourceSettings source, SinkSettings sink, ITableRouter router, IProgress<VerifyProgress>? progress, CancellationToken cancellation)
    {
        var identity = await new PostgresSourceReader(time).IdentifyAsync(source, cancellation).ConfigureAwait(false);
        await using var verification = new ExactVerification(source, sink, router, options, time, progress);
        return await verification.RunAsync(identity, cancellation).ConfigureAwait(false);
    }
}
