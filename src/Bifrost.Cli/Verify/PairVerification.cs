using Bifrost.Cli.Printing;
using Bifrost.Postgres.Verify;
using Bifrost.Replication.Failures;
using Bifrost.Worker.Connectors;

namespace Bifrost.Cli.Verify;

/// <summary>Compares pairs of a source and a sink, one after the other. A target that cannot be compared does not keep the others from it.</summary>
internal sealed class PairVerification(ReplicaVerifier verifier, IProgressBoard board)
{
    public async Task<IReadOnlyList<VerifiedPair>> RunAsync(IEnumerable<ConnectorPair> pairs, CancellationToken cancellation)
    {
        var verified = new List<VerifiedPair>();
        foreach (var pair in pairs)
        {
            var step = board.Begin($"Comparing {pair.Sink.Connector} with {pair.Source.Connector}");
            verified.Add(await VerifyAsync(pair, new VerifySteps(step), cancellation).ConfigureAwait(false));
            step.Finish(verified[^1] switch { { Error: not null } => "not compared", { Equal: true } => "equal", _ => "different" });
        }

        return verified;
    }

    private async Task<VerifiedPair> VerifyAsync(ConnectorPair pair, IProgress<VerifyProgress> progress, CancellationToken cancellation)
    {
        try
        {
            var report = await verifier.VerifyAsync(pair.Source, pair.Sink, pair.Router, progress, cancellation).ConfigureAwait(false);
            return VerifiedPair.Of(pair.Sink.Connector, pair.Source.Connector, report);
        }
        catch (ReplicationException e)
        {
            return VerifiedPair.Failed(pair.Sink.Connector, pair.Source.Connector, e.Message);
        }
    }

    private sealed class VerifySteps(IProgressStep step) : IProgress<VerifyProgress>
    {
        public void Report(VerifyProgress value) => step.Report(value.Tables == 0 ? 0 : (double)value.TablesDone / value.Tables);
    }
}
