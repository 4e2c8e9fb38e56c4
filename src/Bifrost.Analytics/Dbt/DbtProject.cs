using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Bifrost.Analytics.Dbt;

/// <summary>
/// Calls dbt on a project: its profile is written anew from the topology, and what it writes (<c>target/</c>, <c>logs/</c>) goes to a folder of our own, never into the project's.
/// </summary>
/// <param name="project">Folder of <c>dbt_project.yml</c>.</param>
/// <param name="work">Where dbt writes; kept, so that a project is parsed once.</param>
/// <param name="profile">Text of the profile.</param>
/// <param name="variables">What the profile asks for by <c>env_var</c>. Hold passwords: never print them.</param>
public sealed class DbtProject(DbtProgram program, string project, string work, string profile, IReadOnlyDictionary<string, string> variables)
{
    private const int LinesOfError = 40;

    public string Folder => project;

    public DbtProgram Program => program;

    /// <summary>dbt's <c>manifest.json</c> and <c>run_results.json</c>.</summary>
    public string TargetFolder => Path.Combine(work, "target");

    /// <summary>Runs dbt to its end; a cancelled run ends it and what it started.</summary>
    /// <param name="heard">Is told each event that dbt logs: its name, and its data.</param>
    /// <returns>dbt's exit code, and its messages of errors.</returns>
    /// <exception cref="ModelsException">dbt cannot be started, or there is no project.</exception>
    public async Task<(int Code, IReadOnlyList<string> Errors)> CallAsync(IReadOnlyList<string> arguments, Action<string, JsonElement> heard, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(project, "dbt_project.yml")))
            throw DbtFaults.NoProject(project);
        Directory.CreateDirectory(work);
        await File.WriteAllTextAsync(Path.Combine(work, "profiles.yml"), profile, cancellation).ConfigureAwait(false);
        using var process = Start(["--log-format", "json", .. arguments]);
        process.StandardInput.Close();
        var errors = new List<string>();
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellation);
            while (await process.StandardOutput.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
                Hear(line, heard, errors);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            errors.AddRange((await error.ConfigureAwait(false)).Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(LinesOfError));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return (process.ExitCode, errors);
    }

    private static void Hear(string line, Action<string, JsonElement> heard, List<string> errors)
    {
        if (!line.StartsWith('{'))
        {
            errors.Add(line);
            return;
        }
        using var document = JsonDocument.Parse(line);
        var info = document.RootElement.GetProperty("info");
        if (info.GetProperty("level").GetString() == "error" && info.GetProperty("msg").GetString() is { Length: > 0 } message)
            errors.Add(DbtText.Plain(message));
        heard(info.GetProperty("name").GetString()!, document.RootElement.GetProperty("data"));
    }

    private Process Start(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program.Path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        start.Environment["DBT_PROJECT_DIR"] = project;
        start.Environment["DBT_PROFILES_DIR"] = work;
        start.Environment["DBT_TARGET_PATH"] = TargetFolder;
        start.Environment["DBT_LOG_PATH"] = Path.Combine(work, "logs");
        start.Environment["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false";
        start.Environment["DBT_USE_COLORS"] = "false";
        // libpq's: what a date or a moment becomes must not depend on the server's settings, nor on who builds.
        if (!start.Environment.ContainsKey("PGOPTIONS"))
            start.Environment["PGOPTIONS"] = "-c timezone=UTC -c datestyle=ISO,YMD";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw DbtFaults.NotRunnable(program.Path, e);
        }
    }
}
