using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Etl.Tables;
using Bifrost.Stack;

namespace Bifrost.Cli.Stack;

/// <summary>Brings up the local stack of a topology.</summary>
internal sealed class UpCommand : Verb
{
    private readonly Option<bool> _noWorker;

    public UpCommand() : base("up", "Start a PostgreSQL server for each database of the topology that is not elsewhere, with roles and tables, and the worker",
        "bifrost up", "THOR_PORT=5501 bifrost up --no-worker") =>
        _noWorker = Take(new Option<bool>("--no-worker") { Description = "Start the databases only" });

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var project = BifrostProject.Load(invocation);
        var request = new UpRequest
        {
            Topology = project.Topology,
            SourceScripts = project.Topology.Etl is { } etl ? new Dictionary<string, string> { [etl.Source] = SampleTables.Script } : [],
            Worker = invocation.Value(_noWorker) ? null : OwnProgram.AsWorker(invocation.FilePath),
        };
        var stack = new LocalStack(project.StateFolder, invocation.Terminal.Variable, invocation.Terminal.Time);
        var status = await stack.UpAsync(request, new StackSteps(invocation.Messages), cancellation).ConfigureAwait(false);
        foreach (var name in status.LeftAlone)
            invocation.Messages.Info($"{name}: is set to be elsewhere, left alone");
        invocation.Results.Write(StackView.Of(status), StackView.Table);
        return ExitCode.Fine;
    }
}
