using System.CommandLine;

namespace Bifrost.Cli.Shell;

/// <summary>A command that only holds verbs: <c>bifrost offsets …</c>.</summary>
internal sealed class Noun : Command
{
    public Noun(string name, string description, params Verb[] verbs) : base(name, description)
    {
        foreach (var verb in verbs)
            Subcommands.Add(verb);
    }
}
