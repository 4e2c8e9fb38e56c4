using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Postgres.Verify;

namespace Bifrost.Cli.Verify;

/// <summary>Compares every target with its source, row by row at one position, while writers write.</summary>
internal sealed class VerifyCommand : Verb
{
    private const int DefaultKeys = 20;
    private const int DefaultTimeout = 300;

    /// <summary>The cluster is asked beside the comparison, which does not wait for it.</summary>
    private static readonly ConnectClientOptions Quick = new() { Timeout = TimeSpan.FromSeconds(2), RefusedRetries = 0, RebalanceRetries = 0 };

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
        var project = BifrostProject.Load(invocation);
        var connectors = TopologyConnectors.Of(project, invocation);
        using var client = invocation.OpenCluster(project, Quick);
        var standing = new SinkStanding(client, invocation.Terminal.Time);
        var (options, limit) = (connectors.VerifyOptions, TimeSpan.FromSeconds(invocation.Value(_timeout)));
        var verifier = new ReplicaVerifier(invocation.Terminal.Time, options with
        {
            MaxDifferences = invocation.Value(_keys),
            Patience = limit,
            // Without a position every true difference is waited for: for long only where it was asked for.
            LiveStandstill = invocation.WasGiven(_timeout) ? limit : options.LiveStandstill,
            WhyStopped = standing.WhyStoppedAsync,
        });
        var pairs = await invocation.Messages.ProgressAsync(board => new PairVerification(connectors, verifier, board).RunAsync(Chosen(connectors, invocation), cancellation)).ConfigureAwait(false);
        var result = new VerifyResult(invocation.ClusterName, pairs.All(static pair => pair.Equal), pairs);
        invocation.Results.WriteLines(result, VerifyLines.Of);
        foreach (var failure in standing.Failures)
            invocation.Messages.Warning(failure);
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
}
