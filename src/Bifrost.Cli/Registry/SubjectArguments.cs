using System.CommandLine;
using System.CommandLine.Completions;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Registry;

/// <summary>The argument that names subjects, completed with those of the registry.</summary>
internal static class SubjectArguments
{
    /// <summary>A key press waits for this answer.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);

    public static Argument<string> One(Verb verb, string description) => Completed(verb, new Argument<string>("subject") { Description = description });

    public static Argument<string?> Optional(Verb verb, string description) => Completed(verb, new Argument<string?>("subject") { Description = description, Arity = ArgumentArity.ZeroOrOne });

    private static T Completed<T>(Verb verb, T argument) where T : Argument
    {
        argument.CompletionSources.Add(context => Names(verb, context));
        return argument;
    }

    private static IEnumerable<string> Names(Verb verb, CompletionContext context)
    {
        try
        {
            using var registry = RegistryConnection.Open(new Invocation(verb.Terminal, context.ParseResult), Quick);
            return registry.Client.ListSubjectsAsync(CancellationToken.None).GetAwaiter().GetResult().Order(StringComparer.Ordinal);
        }
#pragma warning disable CA1031 // A completion that fails offers nothing; there is no place to say why.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }
}
