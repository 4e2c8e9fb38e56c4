using System.Diagnostics;
using Bifrost.Testing.CommandLine;

namespace Bifrost.Testing.Dbt;

/// <summary>The dbt project of the repository, or another one, run by <see cref="DbtInstallation"/>. What dbt writes goes to a folder of the run's own, kept from call to call: the project is parsed once.</summary>
/// <param name="folder">Folder of <c>dbt_project.yml</c>, of <c>profiles.yml</c> too.</param>
/// <param name="variables">What the profile reads by <c>env_var</c>.</param>
public sealed class DbtProject(string folder, IReadOnlyDictionary<string, string> variables)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary><c>target/</c> of every call.</summary>
    public string Target { get; } = RunFolder.New("dbt-target");

    /// <summary>The repository's own.</summary>
    public static DbtProject OfRepository(IReadOnlyDictionary<string, string> variables) => new(Path.Combine(BifrostFolder.RepositoryRoot(), "dbt"), variables);

    /// <summary>Runs dbt with these arguments, split at blanks. One call costs about five seconds of start.</summary>
    public async Task<Outcome> DbtAsync(string arguments)
    {
        var start = new ProcessStartInfo(DbtInstallation.Program, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        start.Environment["DBT_PROJECT_DIR"] = folder;
        start.Environment["DBT_PROFILES_DIR"] = folder;
        start.Environment["DBT_TARGET_PATH"] = Target;
        start.Environment["DBT_LOG_PATH"] = Path.Combine(Target, "logs");
        start.Environment["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false";
        start.Environment["DBT_USE_COLORS"] = "false";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false);
        await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        return new Outcome($"dbt {arguments}", process.ExitCode, output, await error.ConfigureAwait(false));
    }
}
