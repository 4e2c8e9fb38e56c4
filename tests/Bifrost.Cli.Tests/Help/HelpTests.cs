using System.CommandLine;
using Bifrost.Cli.Shell;
using Bifrost.Cli.Tests.Shell;

namespace Bifrost.Cli.Tests.Help;

public sealed class HelpTests
{
    private static IEnumerable<string> Commands => Nouns.All().SelectMany(static command => Lines(command, ""));

    [TestCaseSource(nameof(Commands))]
    public async Task Help_is_as_committed(string command)
    {
        var run = await CommandLineRun.InAsync(Path.GetTempPath(), [.. command.Split(' '), "--help"]);
        run.Exit.ShouldBe(ExitCode.Fine);
        run.Error.ShouldBeEmpty();
        Expectation.Holds($"help-{command.Replace(' ', '-')}", run.Output);
    }

    [Test]
    public async Task The_list_of_commands_is_as_committed() => Expectation.Holds("help", (await CommandLineRun.InAsync(Path.GetTempPath(), "--help")).Output);

    [Test]
    public void Every_verb_has_an_example_that_the_parser_takes()
    {
        foreach (var verb in Nouns.All().SelectMany(Verbs))
        {
            verb.Examples.ShouldNotBeEmpty(verb.Name);
            verb.Examples.ShouldAllBe(example => example.Contains($"bifrost ", StringComparison.Ordinal), verb.Name);
        }
    }

    private static IEnumerable<string> Lines(Command command, string before) =>
        command.Subcommands.SelectMany(child => Lines(child, $"{before}{command.Name} ")).Prepend($"{before}{command.Name}");

    private static IEnumerable<Verb> Verbs(Command command) => command is Verb verb ? [verb] : command.Subcommands.SelectMany(Verbs);
}
