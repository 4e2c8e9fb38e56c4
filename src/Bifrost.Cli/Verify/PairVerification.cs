using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Providers;
using Bifrost.Postgres.Verify;
using Bifrost.Replication.Failures;
using Bifrost.Worker.Connectors;
using Bifrost.Worker.Routing;

namespace Bifrost.Cli.Verify;

/// <summary>Compares pairs of a source and a sink, one after the other. A target that cannot be compared does not keep the others from it.</summary>
internal sealed class PairVerification(TopologyConnectors connectors, ReplicaVerifier verifier, IProgressBoard board)
{
    /// <param name="sinks">Names of sink connectors.</param>
    public async Task<IReadOnlyList<VerifiedPair>> RunAsync(IEnumerable<string> sinks, CancellationToken cancellation)
    {
        var verified = new List<VerifiedPair>();
        foreach (var sink in sinks)
            verified.AddRange(await OfSinkAsync(sink, cancellation).ConfigureAwait(false));
        return verified;
    }

    private async Task<IReadOnlyList<VerifiedPair>> OfSinkAsync(string sink, CancellationToken cancellation)
    {
        IReadOnlyList<ConnectorPair> pairs;
        try
        {
            pairs = [.. connectors.PairsOf(sink)];
        }
        catch (Exception e) when (e is CommandException or ConnectorConfigException or UnresolvedReferenceException)
        {
            return [VerifiedPair.Failed(sink, string.Join(", ", connectors.SourceNames), e.Message)];
        }

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
            var tables = new ComparedTables(pair.Router, connectors.HeartbeatTableOf(pair.Source.Connector));
            var report = await verifier.VerifyAsync(pair.Source, pair.Sink, tables, progress, cancellation).ConfigureAwait(false);
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
