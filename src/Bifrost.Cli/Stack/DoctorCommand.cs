using System.CommandLine;
using Bifrost.Cli.Printing;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Stack.Doctor;
using Bifrost.Topology;

namespace Bifrost.Cli.Stack;

/// <summary>Says what the machine lacks, and how the local stack does.</summary>
internal sealed class DoctorCommand : Verb
{
    private readonly Option<Engine> _engine;
    private readonly ContainerOptions _containers = new();

    public DoctorCommand() : base("doctor", "Look at what the local stack needs of this machine and how it does; exit code 1 where something is wrong", "bifrost doctor", "bifrost doctor --engine docker")
    {
        _engine = Take(new Option<Engine>("--engine") { Description = "What is to run: docker looks at the engine, its memory and the containers; unless told otherwise at what is there" });
        Take(_containers.Profiles);
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var topology = File.Exists(invocation.FilePath) ? TopologyFile.Load(invocation.FilePath) : null;
        var containers = topology is not null && invocation.Value(_engine) == Engine.Docker ? _containers.Program(BifrostProject.Load(invocation), invocation) : null;
        var found = await new StackDoctor(invocation.StateFolder, invocation.Terminal.Variable).ExamineAsync(topology, containers, cancellation).ConfigureAwait(false);
        invocation.Results.Write(found, static all => Table.Of(all,
            ("WHAT", static one => one.Subject),
            ("STATE", static one => one.Verdict.ToString().ToLowerInvariant()),
            ("FOUND", static one => one.Found),
            ("TO DO", static one => one.Remedy)));
        return found.Any(static one => one.Verdict == Verdict.Fault) ? ExitCode.Fault : ExitCode.Fine;
    }
}
