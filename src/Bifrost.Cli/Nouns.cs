using System.CommandLine;

namespace Bifrost.Cli;

/// <summary>Every command, in the order that the help shows them. A new noun or verb is one line here.</summary>
internal static class Nouns
{
    public static IEnumerable<Command> All() =>
    [
    ];
}
