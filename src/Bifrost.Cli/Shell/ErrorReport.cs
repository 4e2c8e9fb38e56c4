using Bifrost.Analytics;
using Bifrost.Bench;
using Bifrost.Catalogs;
using Bifrost.Connect.Client;
using Bifrost.Connect.Plan;
using Bifrost.Connect.Providers;
using Bifrost.Connect.Registry;
using Bifrost.Etl;
using Bifrost.Kafka;
using Bifrost.Replication.Failures;
using Bifrost.Stack;
using Bifrost.Templates;
using Bifrost.Topology;
using Bifrost.Worker;
using Bifrost.Worker.Routing;

namespace Bifrost.Cli.Shell;

/// <summary>Prints what stopped a command, and says what the process answers.</summary>
internal static class ErrorReport
{
    public static ExitCode Write(Exception error, Verb verb, Invocation invocation, CancellationToken cancellation)
    {
        if (error is OperationCanceledException && cancellation.IsCancellationRequested)
        {
            invocation.Messages.Error("Interrupted.");
            return ExitCode.Fault;
        }
        if (error is TopologyException topology)
            return Findings(topology, invocation);
        if (Told(error) is { } message)
        {
            invocation.Messages.Error(message);
            Details(error.InnerException, invocation);
            return error is CommandException command ? command.ExitCode : ExitCode.Fault;
        }
        invocation.Messages.Error($"`{UsageReport.FullName(verb)}` met an unexpected error: {FirstLine(error)} ({error.GetType().Name})");
        if (!invocation.Verbose)
            invocation.Messages.Error("Run it again with --verbose for the details.");
        Details(error, invocation);
        return ExitCode.Fault;
    }

    /// <summary>Every finding on a line of its own, as compilers print theirs, so that editors can jump to the place.</summary>
    private static ExitCode Findings(TopologyException topology, Invocation invocation)
    {
        // The topology is named as it was given; what stands beside it, from there.
        var file = topology.Findings.Count > 0 && topology.Findings[0].File != invocation.FilePath ? Path.GetRelativePath(invocation.Terminal.Folder, topology.Findings[0].File) : invocation.FileAsGiven;
        foreach (var finding in topology.Findings)
            invocation.Terminal.Error.WriteLine(FindingFormatter.Format(finding with { File = file }));
        var count = topology.Findings.Count == 1 ? "1 fault" : $"{topology.Findings.Count} faults";
        invocation.Messages.Error($"{file} has {count}; nothing was done.");
        return ExitCode.Fault;
    }

    /// <summary>The message of an exception that was written for the user; null for any other.</summary>
    private static string? Told(Exception error) => error switch
    {
        CommandException
            or BenchException
            or BrokerException
            or CatalogException
            or ConnectException
            or ConnectorConfigException
            or EtlException
            or ModelsException
            or PlanException
            or RegistryException
            or ReplicationException
            or StackException
            or StrimziException
            or TemplateException
            or UnresolvedReferenceException
            or WorkerException => error.Message,
        _ => null,
    };

    private static void Details(Exception? error, Invocation invocation)
    {
        if (invocation.Verbose && error is not null)
            invocation.Messages.Error(error.ToString());
    }

    private static string FirstLine(Exception error) => error.Message.Split('\n', 2)[0].TrimEnd('\r', '.');
}
