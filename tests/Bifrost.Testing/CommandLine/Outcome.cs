namespace Bifrost.Testing.CommandLine;

/// <summary>How a command ended and what it printed.</summary>
public sealed record Outcome(string Arguments, int ExitCode, string Output, string Error)
{
    public override string ToString() => $"bifrost {Arguments} -> {ExitCode}\n{Output}\n{Error}";
}
