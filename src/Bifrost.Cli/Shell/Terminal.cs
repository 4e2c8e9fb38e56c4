namespace Bifrost.Cli.Shell;

/// <summary>What surrounds one run of the program; tests give their own.</summary>
internal sealed record Terminal
{
    /// <summary>stdout: results only.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>stderr: messages, progress and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether a person looks at stdout; false in a pipe.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person looks at stderr.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of the terminal; used only where one is.</summary>
    public int Width { get; init; } = 120;

    /// <summary>False where <c>NO_COLOR</c> is set (no-color.org) or the terminal is dumb.</summary>
    public bool Colours { get; init; }

    /// <summary>The folder that relative paths start from.</summary>
    public required string Folder { get; init; }

    /// <summary>A variable of the environment, null where it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static Terminal OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        Width = Console.IsOutputRedirected ? 120 : Math.Max(Console.WindowWidth, 40),
        Colours = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb",
        Folder = Directory.GetCurrentDirectory(),
        Variable = Environment.GetEnvironmentVariable,
    };
}
