using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Offsets;

/// <summary>Forgets a stopped connector's offsets: a sink on Kafka reads its topics from the start, all else begins with a snapshot.</summary>
internal sealed class ResetCommand : Verb
{
    private readonly Argument<string> _name;
    private readonly StopOption _stop;

    public ResetCommand() : base("reset", "Forget the offsets of a stopped connector: a sink on Kafka reads its topics from the start, all else begins with a snapshot",
        "bifrost offsets reset mjolnir-sink --stop")
    {
        _name = Take(ConnectorArguments.One(this, "The connector's name"));
        _stop = StopOption.AddTo(this);
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        using var client = invocation.OpenCluster();
        var name = invocation.Value(_name)!;
        return await _stop.ChangeAsync(invocation, client, name, () => client.ResetOffsetsAsync(name, cancellation), cancellation).ConfigureAwait(false);
    }
}
