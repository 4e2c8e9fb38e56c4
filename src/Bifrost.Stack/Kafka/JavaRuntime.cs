using System.Globalization;
using System.Text.RegularExpressions;
using Bifrost.Stack.Processes;

namespace Bifrost.Stack.Kafka;

/// <summary>The Java runtime that Kafka runs on.</summary>
/// <param name="Program">Path of <c>java</c>.</param>
/// <param name="Major">Such as 17.</param>
public sealed partial record JavaRuntime(string Program, int Major)
{
    /// <summary>Brokers and workers of Kafka 4 need it, and so does Debezium 3.</summary>
    private const int Oldest = 17;

    /// <summary>That of <c>JAVA_HOME</c>, else the first on the <c>PATH</c>.</summary>
    /// <param name="environment">A variable's value, or null.</param>
    /// <exception cref="StackException">There is none, or it is too old.</exception>
    public static async Task<JavaRuntime> FindAsync(Func<string, string?> environment, CancellationToken cancellation)
    {
        var program = Candidates(environment).FirstOrDefault(File.Exists) ?? throw StackException.JavaNotFound(environment("JAVA_HOME"));
        var run = await ProgramRun.OfAsync(program, ["-version"], cancellation).ConfigureAwait(false);
        var major = Version().Match(run.Output) is { Success: true } match ? int.Parse(match.Groups["major"].Value, CultureInfo.InvariantCulture) : 0;
        return major >= Oldest ? new JavaRuntime(program, major) : throw StackException.JavaTooOld(program, run.Output.Split('\n')[0].Trim(), Oldest);
    }

    private static IEnumerable<string> Candidates(Func<string, string?> environment) => environment("JAVA_HOME") is { Length: > 0 } home
        ? [Path.Combine(home, "bin", "java")]
        : (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(static folder => Path.Combine(folder, "java"));

    /// <summary><c>openjdk version "17.0.15" …</c>; before Java 9 it read <c>"1.8.0_392"</c>, which is too old either way.</summary>
    [GeneratedRegex("version \"(?<major>[0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
