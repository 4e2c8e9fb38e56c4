using System.CommandLine;

namespace Bifrost.Cli.Shell;

/// <summary>Tells what is wrong with a command line, with the nearest name for a misspelt one.</summary>
internal static class UsageReport
{
    public static ExitCode Write(ParseResult parsed, Terminal terminal)
    {
        var command = parsed.CommandResult.Command;
        foreach (var sentence in Sentences(parsed, command).Distinct(StringComparer.Ordinal))
            terminal.Error.WriteLine($"bifrost: {sentence}");
        terminal.Error.WriteLine($"See `{FullName(command)} --help`.");
        return ExitCode.Usage;
    }

    /// <summary>The command as it is written: <c>bifrost offsets get</c>.</summary>
    public static string FullName(Command command)
    {
        var names = new List<string>();
        for (Symbol? symbol = command; symbol is not null; symbol = symbol.Parents.FirstOrDefault())
            names.Insert(0, symbol is RootCommand ? "bifrost" : symbol.Name);
        return string.Join(' ', names);
    }

    private static IEnumerable<string> Sentences(ParseResult parsed, Command command)
    {
        foreach (var word in parsed.UnmatchedTokens)
            yield return Unknown(word, command);
        foreach (var error in parsed.Errors.Where(error => !parsed.UnmatchedTokens.Any(word => error.Message.Contains($"'{word}'", StringComparison.Ordinal))))
            yield return command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count > 0 ? "" : Rephrased(error.Message, command);
    }

    private static string Rephrased(string message, Command command) => message.StartsWith("Required command was not provided", StringComparison.Ordinal)
        ? $"a command is missing; one of: {string.Join(", ", command.Subcommands.Where(static c => !c.Hidden).Select(static c => c.Name))}."
        : message;

    private static string Unknown(string word, Command command)
    {
        var isOption = word.StartsWith('-');
        var known = isOption ? Options(command) : command.Subcommands.Where(static c => !c.Hidden).SelectMany(static c => c.Aliases.Prepend(c.Name));
        var nearest = NearestName.Of(word, known);
        var what = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        return $"unknown {what} '{word}'{(nearest is null ? "." : $"; did you mean '{nearest}'?")}";
    }

    private static IEnumerable<string> Options(Command command)
    {
        for (Command? current = command; current is not null; current = current.Parents.OfType<Command>().FirstOrDefault())
            foreach (var option in current.Options.Where(option => current == command || option.Recursive))
                yield return option.Name;
    }
}
