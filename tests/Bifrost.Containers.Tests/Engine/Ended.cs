namespace Bifrost.Containers.Tests.Engine;

/// <summary>How a program ended and what it printed.</summary>
internal sealed record Ended(string CommandLine, int ExitCode, string Output, string Error)
{
    /// <summary>What it printed; anything but exit code 0 fails the test with it.</summary>
    public string Must()
    {
        ExitCode.ShouldBe(0, ToString());
        return Output.Trim();
    }

    public override string ToString() => $"{CommandLine} -> {ExitCode}\n{Output}\n{Error}";
}
