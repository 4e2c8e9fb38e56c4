using System.CommandLine;
using System.CommandLine.Completions;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;

namespace Bifrost.Cli.Project;

/// <summary>The argument that names connectors, completed with those that the chosen cluster has.</summary>
internal static class ConnectorArguments
{
    /// <summary>A key press waits for this answer, so it is short, and nothing is tried twice.</summary>
    private static readonly ConnectClientOptions Quick = new() { Timeout = TimeSpan.FromSeconds(1), RefusedRetries = 0, RebalanceRetries = 0 };

    public static Argument<string> One(Verb verb, string description) => Completed(verb, new Argument<string>("connector") { Description = description });

    public static Argument<string[]> Many(Verb verb, string description) =>
        Completed(verb, new Argument<string[]>("connectors") { Description = description, Arity = ArgumentArity.ZeroOrMore });

    private static T Completed<T>(Verb verb, T argument) where T : Argument
    {
        argument.CompletionSources.Add(context => Names(verb, context));
        return argument;
    }

    private static IEnumerable<string> Names(Verb verb, CompletionContext context)
    {
        try
        {
            using var client = new Invocation(verb.Terminal, context.ParseResult).OpenCluster(Quick);
            return client.ListConnectorsAsync(CancellationToken.None).GetAwaiter().GetResult().Order(StringComparer.Ordinal);
        }
#pragma warning disable CA1031 // A completion that fails offers nothing; there is no place to say why.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }
}
