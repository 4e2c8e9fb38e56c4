using System.Diagnostics;
using Shouldly;

namespace Bifrost.Testing.CommandLine;

/// <summary>A folder with a <c>bifrost.yml</c>, worked in through the command line that was built beside the tests, as a user would.</summary>
public class BifrostFolder(string folder)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    private readonly Dictionary<string, string?> _environment = new() { ["NO_COLOR"] = "1" };

    public string Folder { get; } = folder;

    public string Topology => Path.Combine(Folder, "bifrost.yml");

    /// <summary>Where <c>up</c> keeps its state.</summary>
    public string State => Path.Combine(Folder, ".bifrost");

    /// <summary>The repository that the tests were built from.</summary>
    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "src", "Bifrost.slnx")))
            folder = folder.Parent;
        return folder!.FullName;
    }

    /// <summary>Sets a variable for the commands that follow.</summary>
    public void Set(string name, string value) => _environment[name] = value;

    /// <summary>Takes a variable of the test run's own environment from the commands that follow.</summary>
    public void Unset(string name) => _environment[name] = null;

    /// <summary>Changes the topology as an editor would.</summary>
    public void Edit(Func<string, string> change) => File.WriteAllText(Topology, change(File.ReadAllText(Topology)));

    /// <summary>Runs <c>bifrost</c> with these arguments, split at blanks.</summary>
    public async Task<Outcome> BifrostAsync(string arguments)
    {
        using var process = Start(arguments);
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return new Outcome(arguments, process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"bifrost {arguments} did not end within {Limit}.");
        }
    }

    /// <summary>As <see cref="BifrostAsync"/>; anything but exit code 0 fails the test with what was printed.</summary>
    public async Task<Outcome> MustAsync(string arguments)
    {
        var outcome = await BifrostAsync(arguments).ConfigureAwait(false);
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        return outcome;
    }

    /// <summary>As <see cref="BifrostAsync"/>; the command must end with this code, say all of this, and show neither a password nor a stack trace.</summary>
    public async Task<Outcome> MustFailAsync(string arguments, int exitCode, params string[] says)
    {
        var outcome = await BifrostAsync(arguments).ConfigureAwait(false);
        outcome.ExitCode.ShouldBe(exitCode, outcome.ToString());
        var text = outcome.Output + outcome.Error;
        foreach (var part in says)
            text.ShouldContain(part, Case.Insensitive, outcome.ToString());
        text.ShouldNotContain("   at ", customMessage: outcome.ToString());
        text.ShouldNotContain("unexpected error", customMessage: outcome.ToString());
        foreach (var password in Passwords())
            text.ShouldNotContain(password, customMessage: outcome.ToString());
        return outcome;
    }

    /// <summary>Starts <c>bifrost</c> and leaves it running; the caller disposes of it.</summary>
    public Process Start(string arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "bifrost"), arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Passwords that commands in this folder work with, and that none of them may print.</summary>
    private IEnumerable<string> Passwords()
    {
        var file = Path.Combine(State, "env");
        var written = File.Exists(file) ? File.ReadLines(file).Select(static line => line.Split('=', 2)).Where(static parts => parts.Length == 2).Select(static parts => KeyValuePair.Create<string, string?>(parts[0], parts[1])) : [];
        return _environment.Concat(written).Where(static variable => variable.Key.EndsWith("_PASSWORD", StringComparison.Ordinal)).Select(static variable => variable.Value).OfType<string>().ToList();
    }
}
