using Bifrost.Cli.Shell;
using Bifrost.Testing.Stubs;

namespace Bifrost.Cli.Tests.Shell;

/// <summary>What a run of the program left behind.</summary>
internal sealed record RunResult(ExitCode Exit, string Output, string Error);

/// <summary>Runs argument lines in this process, as if nobody looked: both streams are pipes.</summary>
internal static class CommandLineRun
{
    public static Task<RunResult> InAsync(string folder, params string[] arguments) => InAsync(folder, new Dictionary<string, string>(), arguments);

    public static async Task<RunResult> InAsync(string folder, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var terminal = new Terminal { Output = output, Error = error, Folder = folder, Variable = name => variables.GetValueOrDefault(name), Time = new HurriedTime() };
        var exit = await BifrostProgram.RunAsync(arguments, terminal);
        return new RunResult((ExitCode)exit, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }
}
