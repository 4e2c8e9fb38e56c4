using Bifrost.Cli.Printing;
using Bifrost.Cli.Shell;
using Bifrost.Stack.Doctor;
using Bifrost.Topology;

namespace Bifrost.Cli.Stack;

/// <summary>Says what the machine lacks, and how the local stack does.</summary>
internal sealed class DoctorCommand() : Verb("doctor", "Look at what the local stack needs of this machine and how it does; exit code 1 where something is wrong", "bifrost doctor")
{
    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var topology = File.Exists(invocation.FilePath) ? TopologyFile.Load(invocation.FilePath) : null;
        var found = await new StackDoctor(invocation.StateFolder, invocation.Terminal.Variable).ExamineAsync(topology, cancellation).ConfigureAwait(false);
        invocation.Results.Write(found, static all => Table.Of(all,
            ("WHAT", static one => one.Subject),
            ("STATE", static one => one.Verdict.ToString().ToLowerInvariant()),
            ("FOUND", static one => one.Found),
            ("TO DO", static one => one.Remedy)));
        return found.Any(static one => one.Verdict == Verdict.Fault) ? ExitCode.Fault : ExitCode.Fine;
    }
}
