using System.CommandLine;
using System.CommandLine.Completions;
using Bifrost.Cli.Shell;

namespace Bifrost.Cli.Parked;

/// <summary>The arguments and options that the verbs have in common.</summary>
internal static class ParkedArguments
{
    /// <summary>A key press waits for this answer.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);

    public static Argument<string> One(Verb verb) => Completed(verb, new Argument<string>("id") { Description = "A parked row, by the ID that `bifrost parked list` shows" });

    public static Argument<string[]> Many(Verb verb) =>
        Completed(verb, new Argument<string[]>("ids") { Description = "Parked rows, by the IDs that `bifrost parked list` shows", Arity = ArgumentArity.ZeroOrMore });

    public static Option<string?> Sink() => new("--sink") { Description = "Only rows of this sink", HelpName = "NAME" };

    public static Option<bool> All() => new("--all") { Description = "Every parked row; with --sink every one of that sink" };

    /// <summary>The rows that IDs name, or all.</summary>
    /// <exception cref="CommandException">Neither was given, or both.</exception>
    public static Task<IReadOnlyList<PlacedRow>> ChosenAsync(ParkedTargets targets, string[] ids, bool all, CancellationToken cancellation) => (ids.Length, all) switch
    {
        (0, false) => throw ParkedFaults.NothingNamed(),
        (> 0, true) => throw ParkedFaults.NamedAndAll(),
        (0, true) => targets.ReadAsync(cancellation),
        _ => targets.NamedAsync(ids, cancellation),
    };

    private static T Completed<T>(Verb verb, T argument) where T : Argument
    {
        argument.CompletionSources.Add(context => Known(verb, context));
        return argument;
    }

    private static IEnumerable<string> Known(Verb verb, CompletionContext context)
    {
        try
        {
            using var limit = new CancellationTokenSource(Quick, verb.Terminal.Time);
            return [.. ParkedTargets.Of(new Invocation(verb.Terminal, context.ParseResult)).ReadAsync(limit.Token).GetAwaiter().GetResult().Select(static row => row.Id)];
        }
#pragma warning disable CA1031 // A completion that fails offers nothing; there is no place to say why.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }
}
