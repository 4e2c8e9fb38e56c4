using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Bifrost.Cli.Shell;

/// <summary>The whole program: arguments in, exit code out, everything printed on the terminal it was given.</summary>
internal static class BifrostProgram
{
    /// <summary>How long a command may take to stop after Ctrl-C or SIGTERM: a sink ends its transaction first.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellation = default)
    {
        var root = Tree(terminal);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
            return (int)UsageReport.Write(parsed, terminal);
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = StopLimit,
        };
        return await parsed.InvokeAsync(configuration, cancellation).ConfigureAwait(false);
    }

    private static RootCommand Tree(Terminal terminal)
    {
        var root = new RootCommand("Replicates PostgreSQL databases from one topology file, over Kafka Connect or the embedded worker.") { HelpName = "bifrost" };
        GlobalOptions.AddTo(root);
        foreach (var command in Nouns.All())
            root.Subcommands.Add(command);
        foreach (var help in root.Options.OfType<HelpOption>())
            help.Action = new HelpWithExamples();
        Bind(root, terminal);
        return root;
    }

    private static void Bind(Command command, Terminal terminal)
    {
        if (command is Verb verb)
        {
            verb.Terminal = terminal;
            foreach (var argument in verb.Arguments)
                argument.Validators.Add(result => RefuseOptions(result, verb));
            verb.SetAction((parsed, cancellation) => RunAsync(verb, new Invocation(terminal, parsed), cancellation));
        }
        foreach (var child in command.Subcommands)
            Bind(child, terminal);
    }

    /// <summary>The library takes a misspelt option for one more argument where a command takes any number of them.</summary>
    private static void RefuseOptions(ArgumentResult result, Verb verb)
    {
        if (result.Tokens.FirstOrDefault(static token => token.Value.StartsWith('-')) is { } token)
            result.AddError(UsageReport.Unknown(token.Value, verb));
    }

    private static async Task<int> RunAsync(Verb verb, Invocation invocation, CancellationToken cancellation)
    {
        try
        {
            return (int)await verb.RunAsync(invocation, cancellation).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The last line of defence: no stack trace reaches the user.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return (int)ErrorReport.Write(e, verb, invocation, cancellation);
        }
    }
}
