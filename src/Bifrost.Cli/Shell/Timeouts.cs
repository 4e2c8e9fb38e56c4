using System.CommandLine;

namespace Bifrost.Cli.Shell;

/// <summary>The option that bounds a wait.</summary>
internal static class Timeouts
{
    public static Option<int> Option(int seconds) => new("--timeout")
    {
        Description = "The longest wait, in seconds",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => seconds,
        Validators =
        {
            static result =>
            {
                if (result.Tokens is [{ Value: var text }] && (!int.TryParse(text, out var given) || given < 0))
                    result.AddError($"--timeout is a number of seconds, not '{text}'.");
            },
        },
    };
}
