using System.CommandLine;
using Bifrost.Cli.Printing;

namespace Bifrost.Cli.Shell;

/// <summary>Options that every command takes, before or after its name.</summary>
internal static class GlobalOptions
{
    public const string DefaultFile = "bifrost.yml";

    public const string DefaultCluster = "embedded";

    public static readonly Option<string> File = new("--file", "-f")
    {
        Description = "The topology file",
        HelpName = "PATH",
        Recursive = true,
        DefaultValueFactory = static _ => DefaultFile,
    };

    public static readonly Option<string> Cluster = new("--cluster", "-c")
    {
        Description = "The Connect cluster, by its name in the topology",
        HelpName = "NAME",
        Recursive = true,
        DefaultValueFactory = static _ => DefaultCluster,
    };

    public static readonly Option<OutputFormat> Output = new("--output", "-o")
    {
        Description = "How results are printed: table (unless told otherwise), json or yaml",
        HelpName = "FORMAT",
        Recursive = true,
    };

    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Tell more on stderr, and the details of an unexpected error",
        Recursive = true,
    };

    public static void AddTo(RootCommand root)
    {
        root.Options.Add(File);
        root.Options.Add(Cluster);
        root.Options.Add(Output);
        root.Options.Add(Verbose);
    }
}
