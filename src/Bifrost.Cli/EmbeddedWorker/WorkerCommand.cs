using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Postgres;
using Bifrost.Worker;

namespace Bifrost.Cli.EmbeddedWorker;

/// <summary>Runs the embedded worker in the foreground until Ctrl-C or SIGTERM; transactions in flight end first.</summary>
internal sealed class WorkerCommand : Verb
{
    private readonly Option<string?> _listen;
    private readonly Option<string?> _state;
    private readonly Option<string?> _log;

    public WorkerCommand() : base("worker", "Run the embedded worker in the foreground", "bifrost worker --listen 127.0.0.1:8083 --log worker.log")
    {
        _listen = Take(new Option<string?>("--listen") { Description = "Address and port; the cluster's URL in the topology, or 127.0.0.1:8083 without one. Port 0 takes a free one", HelpName = "HOST:PORT" });
        _state = Take(new Option<string?>("--state") { Description = "Folder of connectors and states; .bifrost/worker/state beside the topology unless given", HelpName = "DIR" });
        _log = Take(new Option<string?>("--log") { Description = "File that the log is appended to; stdout unless given", HelpName = "FILE" });
    }

    public override async Task<ExitCode> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        var options = OptionsOf(invocation);
        await using var worker = await BifrostWorker.StartAsync(options, new PostgresEngine(invocation.Terminal.Time), invocation.Terminal.Time, cancellation).ConfigureAwait(false);
        invocation.Messages.Info($"The worker listens on {worker.Url}; its state is in {options.StateFolder}.");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, invocation.Terminal.Time, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            invocation.Messages.Info("The worker stops.");
        }
        await worker.StopAsync(CancellationToken.None).ConfigureAwait(false);
        return ExitCode.Fine;
    }

    private WorkerOptions OptionsOf(Invocation invocation)
    {
        var project = File.Exists(invocation.FilePath) ? BifrostProject.Load(invocation) : null;
        var cluster = project?.ClusterNamed(invocation.ClusterName);
        var listen = invocation.Value(_listen) is { } given ? ListenAddress.Parse(given)
            : cluster is null ? ListenAddress.Default : ListenAddress.OfUrl(project!.References.ResolveWithDefaults(cluster.Url));
        return new WorkerOptions
        {
            Host = listen.Host,
            Port = listen.Port,
            StateFolder = invocation.Value(_state) is { } state ? invocation.Resolve(state) : Path.Combine(invocation.StateFolder, "worker", "state"),
            StackFolder = invocation.StateFolder,
            User = cluster?.User is { } user ? project!.References.ResolveWithDefaults(user) : null,
            Password = cluster?.Password is { } password ? project!.References.ResolveWithDefaults(password) : null,
            LogFile = invocation.Value(_log) is { } log ? invocation.Resolve(log) : null,
            LogWriter = invocation.Terminal.Output,
        };
    }
}
