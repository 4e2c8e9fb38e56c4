using System.Runtime.CompilerServices;

namespace Bifrost.Cli.Tests.Shell;

/// <summary>A committed text that the program must print. With <c>BIFROST_ACCEPT=1</c> the file is written instead, to be read and committed.</summary>
internal static class Expectation
{
    public static void Holds(string name, string text)
    {
        var path = Path.Combine(Folder(), $"{name}.txt");
        if (Environment.GetEnvironmentVariable("BIFROST_ACCEPT") == "1")
            File.WriteAllText(path, text);
        File.Exists(path).ShouldBeTrue($"Expectations/{name}.txt is missing; write it with BIFROST_ACCEPT=1");
        text.ShouldBe(File.ReadAllText(path), $"Expectations/{name}.txt");
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(here))!, "Expectations");
}
