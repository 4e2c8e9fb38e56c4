using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Postgres.Verify;
using Bifrost.Replication.Failures;
using Bifrost.Worker.Connectors;

namespace Bifrost.Cli.Verify;

/// <summary>Compares every target with its source, row by row at one position, while writers write.</summary>
internal sealed class VerifyCommand : Verb
{
    private const int DefaultKeys = 20;
    private const int DefaultTimeout = 300;

    private readonly Argument<string[]> _targets;
    private readonly Option<int> _keys;
    private readonly Option<int> _timeout;

    public VerifyCommand() : base("verify", "Compare each target with its source, row by row, and name the keys that differ; exit code 3 when some do",
        "bifrost verify", "bifrost verify mjolnir-sink --keys 100 --output json")
    {
        _targets = Take(new Argument<string[]>("sinks") { Description = "Sink connectors to compare; all of the topology when none is named", Arity = ArgumentArity.ZeroOrMore });
        _keys = Take(new Option<int>("--keys") { Description = "Keys that are listed for a table", HelpName = "COUNT", DefaultValueFactory = static _ => DefaultKeys });
        _timeout = Take(Timeouts.Option(DefaultTimeout));
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var connectors = TopologyConnectors.Of(BifrostProject.Load(invocation), invocation);
        var verifier = new ReplicaVerifier(invocation.Terminal.Time, new VerifyOptions { MaxDifferences = invocation.Value(_keys), Patience = TimeSpan.FromSeconds(invocation.Value(_timeout)) });
        var pairs = await invocation.Messages.ProgressAsync(board => VerifyAsync(verifier, [.. Chosen(connectors, invocation).SelectMany(connectors.PairsOf)], board, cancellation)).ConfigureAwait(false);
        var result = new VerifyResult(invocation.ClusterName, pairs.All(static pair => pair.Equal), pairs);
        invocation.Results.WriteLines(result, VerifyLines.Of);
        return pairs.Any(static pair => pair.Error is not null) ? ExitCode.Fault : result.Equal ? ExitCode.Fine : ExitCode.Differs;
    }

    private IReadOnlyList<string> Chosen(TopologyConnectors connectors, Invocation invocation)
    {
        var known = connectors.SinkNames.ToList();
        var named = invocation.Value(_targets)!;
        return named.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? throw new CommandException($"The topology has no sink '{unknown}'. It has: {string.Join(", ", known)}.", ExitCode.Usage)
            : named.Length > 0 ? named : known;
    }

    private static async Task<IReadOnlyList<VerifiedPair>> VerifyAsync(ReplicaVerifier verifier, IReadOnlyList<ConnectorPair> pairs, IProgressBoard board, CancellationToken cancellation)
    {
        var verified = new List<VerifiedPair>();
        foreach (var pair in pairs)
        {
            var step = board.Begin($"Comparing {pair.Sink.Connector} with {pair.Source.Connector}");
            verified.Add(await VerifyAsync(verifier, pair, new VerifySteps(step), cancellation).ConfigureAwait(false));
            step.Finish(verified[^1] switch { { Error: not null } => "not compared", { Equal: true } => "equal", _ => "different" });
        }
        return verified;
    }

    /// <summary>A target that cannot be compared does not keep the others from it.</summary>
    private static async Task<VerifiedPair> VerifyAsync(ReplicaVerifier verifier, ConnectorPair pair, IProgress<VerifyProgress> progress, CancellationToken cancellation)
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
