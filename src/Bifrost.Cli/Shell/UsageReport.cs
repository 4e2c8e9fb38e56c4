using System.CommandLine;
using System.CommandLine.Parsing;

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
        var unknown = UnknownWords(parsed.UnmatchedTokens).ToList();
        foreach (var word in unknown)
            yield return Unknown(word, command);
        foreach (var message in parsed.Errors.Select(Reworded).Where(message => !parsed.UnmatchedTokens.Any(word => message.Contains($"'{word}'", StringComparison.Ordinal))))
            if (!IsMissingCommand(message))
                yield return message;
            else if (unknown.Count == 0)
                yield return $"a command is missing; one of: {string.Join(", ", command.Subcommands.Where(static c => !c.Hidden).Select(static c => c.Name))}.";
    }

    /// <summary>A word after an unknown option is most likely its value, and one after an unknown word belongs to that: neither is reported by itself.</summary>
    private static IEnumerable<string> UnknownWords(IReadOnlyList<string> words) =>
        words.Where((word, index) => word.StartsWith('-') || index == 0);

    /// <summary>The library names the .NET type of a value that it cannot read; a user knows the allowed words.</summary>
    private static string Reworded(ParseError error)
    {
        if (error.SymbolResult is ArgumentResult { Parent: CommandResult, Argument: { ValueType.IsEnum: true } argument, Tokens: [var token, ..] })
            return $"'{token.Value}' is no {argument.Name}; it is one of: {Words(argument.ValueType)}.";
        var given = error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult;
        if (given is null || !error.Message.StartsWith("Cannot parse argument", StringComparison.Ordinal))
            return error.Message;
        var type = given.Option.ValueType;
        var allowed = type.IsEnum ? $"it is one of: {Words(type)}" : "it is a number";
        return $"'{given.Tokens.FirstOrDefault()?.Value}' is no value of {given.Option.Name}; {allowed}.";
    }

    private static string Words(Type type) => string.Join(", ", Enum.GetNames(type).Select(static name => name.ToLowerInvariant()));

    private static bool IsMissingCommand(string message) => message.StartsWith("Required command was not provided", StringComparison.Ordinal);

    /// <summary>The sentence on a word that the command does not know.</summary>
    public static string Unknown(string word, Command command)
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
