using System.CommandLine;
using Bifrost.Cli.Printing;

namespace Bifrost.Cli.Shell;

/// <summary>One run of one command: what was asked, and where answers go.</summary>
internal sealed class Invocation(Terminal terminal, ParseResult parsed)
{
    public Terminal Terminal { get; } = terminal;

    /// <summary>stdout, in the format that was asked for.</summary>
    public ResultWriter Results { get; } = new(terminal, parsed.GetValue(GlobalOptions.Output));

    /// <summary>stderr.</summary>
    public MessageWriter Messages { get; } = new(terminal, parsed.GetValue(GlobalOptions.Verbose));

    public bool Verbose => parsed.GetValue(GlobalOptions.Verbose);

    /// <summary>The name of the Connect cluster that was chosen.</summary>
    public string ClusterName => parsed.GetValue(GlobalOptions.Cluster)!;

    /// <summary>Whether <c>--cluster</c> was written, and is not the default.</summary>
    public bool ClusterWasGiven => WasGiven(GlobalOptions.Cluster);

    /// <summary>The topology file as it was written, for messages.</summary>
    public string FileAsGiven => parsed.GetValue(GlobalOptions.File)!;

    /// <summary>Full path of the topology file.</summary>
    public string FilePath => Resolve(FileAsGiven);

    /// <summary>The folder that the topology file stands in; <c>connectors/</c> and <c>templates/</c> are beside it.</summary>
    public string ProjectFolder => Path.GetDirectoryName(FilePath)!;

    /// <summary>Where local state lives: <c>BIFROST_STATE</c>, or <c>.bifrost</c> beside the topology file.</summary>
    public string StateFolder => Terminal.Variable("BIFROST_STATE") is { Length: > 0 } folder ? Resolve(folder) : Path.Combine(ProjectFolder, ".bifrost");

    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    public T? Value<T>(Argument<T> argument) => parsed.GetValue(argument);

    public bool WasGiven(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>A path from the command line, made absolute.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, Terminal.Folder);
}
