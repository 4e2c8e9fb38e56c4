using Bifrost.Stack.Processes;
using Bifrost.Stack.State;

namespace Bifrost.Stack.Embedded;

/// <summary>The embedded worker as a process of its own, which outlives the command that started it.</summary>
internal sealed class WorkerProcess(StateFolder folder, TimeProvider time)
{
    private readonly OwnedProcess _process = new("worker", folder.WorkerFolder, time);

    public string LogFile => _process.LogFile;

    /// <inheritdoc cref="OwnedProcess.Running"/>
    public ProcessRecord? Running => _process.Running;

    /// <summary>Sees that the right worker runs and is healthy: one of another build, address or set of variables is replaced.</summary>
    /// <exception cref="StackException">It ended while it started, or does not become healthy.</exception>
    public Task EnsureAsync(WorkerProgram program, Uri url, Action<string> say, CancellationToken cancellation)
    {
        var arguments = program.Arguments(url);
        var variables = File.Exists(folder.EnvironmentFile) ? File.ReadAllText(folder.EnvironmentFile) : "";
        var fingerprint = ProcessCommand.FingerprintOf([program.Build, program.Program, .. arguments, variables]);
        return _process.EnsureAsync(new ProcessCommand(program.Program, arguments, fingerprint, url), WorkerHealth.AskAsync, say, cancellation);
    }

    /// <inheritdoc cref="OwnedProcess.StopAsync"/>
    public Task StopAsync(CancellationToken cancellation) => _process.StopAsync(cancellation);
}
