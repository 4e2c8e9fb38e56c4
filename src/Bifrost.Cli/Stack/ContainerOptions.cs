using System.CommandLine;
using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Providers;
using Bifrost.Stack.Containers;
using Bifrost.Topology;

namespace Bifrost.Cli.Stack;

/// <summary>What <c>up --engine docker</c> is told, and what it runs then.</summary>
internal sealed class ContainerOptions
{
    private const string JarsVariable = "CONNECT_JARS";

    /// <summary>Beside the topology; else beside this program.</summary>
    private const string UsualComposeFile = "docker/compose.yml";

    public Option<string[]> ComposeFiles { get; } = new("--compose-file")
    {
        Description = $"With --engine docker: the compose file, and by repeating it its overrides; {UsualComposeFile} beside the topology unless given",
        HelpName = "FILE",
    };

    public Option<Profile[]> Profiles { get; } = new("--profile")
    {
        Description = "With --engine docker: cluster for three brokers and two Connect workers, ui for a web page of what Kafka holds",
        HelpName = "cluster|ui",
    };

    public Option<string?> Jars { get; } = new("--jars")
    {
        Description = $"With --engine docker: a folder with the jars of docker/connect/jars.txt, so that the build of the Connect image fetches none; {JarsVariable} where it is not given",
        HelpName = "DIR",
    };

    /// <summary>What is asked for, with the cluster that <c>--cluster</c> names: its kind decides what runs the connectors.</summary>
    /// <exception cref="CommandException">The topology has no such cluster, or a file that is named is not there.</exception>
    public ContainerProgram Program(BifrostProject project, Invocation invocation)
    {
        var cluster = ClusterOf(project, invocation);
        var isKafka = cluster.Kind == ClusterKind.KafkaConnect;
        var profiles = invocation.Value(Profiles) ?? [];
        if (!isKafka && profiles.Length > 0)
            throw new CommandException($"--profile is for Kafka; the connectors of the cluster '{cluster.Name}' run on the embedded worker.", ExitCode.Usage);
        var named = RenderedFiles.Desired(project, invocation, cluster: cluster.Name).SelectMany(static connector => connector.Config.Values).SelectMany(ReferenceResolver.VariablesIn);
        return new ContainerProgram(
            isKafka ? ContainerEngine.Kafka : ContainerEngine.Worker,
            FilesOf(invocation),
            [.. named.Distinct().Order(StringComparer.Ordinal)],
            AppContext.BaseDirectory,
            invocation.FilePath)
        {
            IsCluster = profiles.Contains(Profile.Cluster),
            WithUi = profiles.Contains(Profile.Ui),
            Jars = (invocation.Value(Jars) ?? invocation.Terminal.Variable(JarsVariable)) is { Length: > 0 } jars ? invocation.Resolve(jars) : null,
        };
    }

    /// <summary>Without <c>--cluster</c>, the first cluster of kind <c>kafka-connect</c>.</summary>
    private static Cluster ClusterOf(BifrostProject project, Invocation invocation) => invocation.ClusterWasGiven
        ? project.ClusterNamed(invocation.ClusterName)
        : project.Topology.Clusters.FirstOrDefault(static cluster => cluster.Kind == ClusterKind.KafkaConnect) ?? project.ClusterNamed(invocation.ClusterName);

    private IReadOnlyList<string> FilesOf(Invocation invocation)
    {
        IReadOnlyList<string> files = invocation.Value(ComposeFiles) is { Length: > 0 } given ? [.. given.Select(invocation.Resolve)] : [Usual(invocation)];
        return files.FirstOrDefault(static file => !File.Exists(file)) is { } missing
            ? throw new CommandException($"There is no {missing}. Name the compose file with --compose-file, or take the docker folder of the project.", ExitCode.Usage)
            : files;
    }

    private static string Usual(Invocation invocation)
    {
        var own = Path.Combine(invocation.ProjectFolder, UsualComposeFile);
        return File.Exists(own) ? own : Path.Combine(AppContext.BaseDirectory, UsualComposeFile);
    }

    internal enum Profile
    {
        Cluster,
        Ui,
    }
}
