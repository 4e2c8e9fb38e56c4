using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Etl.Tables;
using Bifrost.Stack;
using Bifrost.Stack.Kafka;

namespace Bifrost.Cli.Stack;

/// <summary>Brings up the local stack of a topology.</summary>
internal sealed class UpCommand : Verb
{
    private readonly Option<bool> _noWorker;
    private readonly Option<Engine> _engine;
    private readonly KafkaHomeOption _kafkaHome = new();
    private readonly ContainerOptions _containers = new();

    public UpCommand() : base("up", "Start a PostgreSQL server for each database of the topology that is not elsewhere, with roles and tables, and the worker or Kafka",
        "bifrost up", "THOR_PORT=5501 bifrost up --no-worker", "bifrost up --engine kafka --kafka-home ~/kafka_2.13-4.3.0", "bifrost up --engine docker --profile ui")
    {
        _noWorker = Take(new Option<bool>("--no-worker") { Description = "Start the databases only; not with --engine docker" });
        _engine = Take(new Option<Engine>("--engine") { Description = "What runs the connectors: embedded (unless told otherwise), kafka for a broker, Kafka Connect and a schema registry, or docker for all of it in containers: Kafka, or with a --cluster of kind embedded the worker" });
        Take(_kafkaHome.Option);
        Take(_containers.ComposeFiles);
        Take(_containers.Profiles);
        Take(_containers.Jars);
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var project = BifrostProject.Load(invocation);
        var engine = invocation.Value(_engine);
        if (engine == Engine.Docker && invocation.Value(_noWorker))
            throw new CommandException("--no-worker is not for --engine docker. To start the databases alone: docker compose up, with their names.", ExitCode.Usage);
        var request = new UpRequest
        {
            Topology = project.Topology,
            SourceScripts = project.Topology.Etl is { } etl ? new Dictionary<string, string> { [etl.Source] = SampleTables.Script } : [],
            Worker = engine == Engine.Embedded && !invocation.Value(_noWorker) ? OwnProgram.AsWorker(invocation.FilePath) : null,
            Containers = engine == Engine.Docker ? _containers.Program(project, invocation) : null,
            Kafka = engine == Engine.Kafka ? await FindKafkaAsync(project, invocation, cancellation).ConfigureAwait(false) : null,
        };
        var stack = new LocalStack(project.StateFolder, invocation.Terminal.Variable, invocation.Terminal.Time);
        var status = await stack.UpAsync(request, new StackSteps(invocation.Messages), cancellation).ConfigureAwait(false);
        foreach (var name in status.LeftAlone)
            invocation.Messages.Info($"{name}: is set to be elsewhere, left alone");
        invocation.Results.Write(StackView.Of(status), StackView.Table);
        return ExitCode.Fine;
    }

    private async Task<KafkaProgram> FindKafkaAsync(BifrostProject project, Invocation invocation, CancellationToken cancellation)
    {
        var program = await _kafkaHome.FindAsync(invocation, "--engine kafka", cancellation).ConfigureAwait(false);
        program.Home.Require(NamedClasses.Of(project, invocation));
        return program;
    }
}
