using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Bifrost.Analytics.Dbt;

/// <summary>A dbt that is installed, of a version that builds what the committed SQL says.</summary>
/// <param name="Path">The program.</param>
/// <param name="Version">Of dbt-core.</param>
public sealed partial record DbtProgram(string Path, string Version)
{
    /// <summary>The variable that names the program, where it is not on the <c>PATH</c>.</summary>
    public const string Variable = "BIFROST_DBT";

    /// <summary>The program that would be used; null where there is none.</summary>
    /// <param name="variable">A variable of the environment.</param>
    /// <exception cref="ModelsException"><see cref="Variable"/> names a file that is not there.</exception>
    public static string? Find(Func<string, string?> variable)
    {
        if (variable(Variable) is { Length: > 0 } named)
            return File.Exists(named) ? named : throw DbtFaults.NotAProgram(named);
        return (variable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(static folder => System.IO.Path.Combine(folder, "dbt")).FirstOrDefault(File.Exists);
    }

    /// <summary>What a user is told who asks for dbt where there is none.</summary>
    public static ModelsException NotFound() => DbtFaults.NotFound();

    /// <summary>Asks a program for its versions.</summary>
    /// <exception cref="ModelsException">It is not dbt, or another version.</exception>
    public static async Task<DbtProgram> CheckAsync(string path, CancellationToken cancellation)
    {
        var said = await SaidAsync(path, cancellation).ConfigureAwait(false);
        var core = Core().Match(said);
        if (!core.Success)
            throw DbtFaults.NoVersion(path);
        var (version, postgres) = (core.Groups[1].Value, Postgres().Match(said) is { Success: true } match ? match.Groups[1].Value : null);
        return version.StartsWith("1.11.", StringComparison.Ordinal) && postgres is not null && (postgres.StartsWith("1.10.", StringComparison.Ordinal) || postgres.StartsWith("1.11.", StringComparison.Ordinal))
            ? new(path, version)
            : throw DbtFaults.OtherVersion(path, version, postgres);
    }

    private static async Task<string> SaidAsync(string path, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(path, ["--version"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return output + await error.ConfigureAwait(false);
        }
        catch (Win32Exception e)
        {
            throw DbtFaults.NotRunnable(path, e);
        }
    }

    [GeneratedRegex(@"installed: +(\d+\.\d+\.[0-9a-z]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Core();

    [GeneratedRegex(@"- postgres: +(\d+\.\d+\.[0-9a-z]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Postgres();
}
