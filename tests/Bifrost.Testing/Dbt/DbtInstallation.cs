using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Bifrost.Testing.CommandLine;

namespace Bifrost.Testing.Dbt;

/// <summary>
/// dbt in a virtual environment of its own, made of the wheels in <c>shared/python/wheels</c> beside the repository, and kept below <c>artifacts/</c> until the wheels are others.
/// Where the wheels, or Python 3.11, are not there the test is skipped at a desk and fails in CI.
/// </summary>
public static class DbtInstallation
{
    /// <summary>The interpreter that the wheels were built for.</summary>
    private const string PythonVersion = "3.11";

    private static readonly string[] Packages = ["dbt-core==1.11.16", "dbt-postgres==1.11.0"];

    private static readonly Lazy<string> Installed = new(Install);

    /// <summary>Path of the program <c>dbt</c>; the first call of all makes the environment, in some 20 s.</summary>
    public static string Program => Installed.Value;

    private static string Install()
    {
        var root = BifrostFolder.RepositoryRoot();
        var wheels = Path.GetFullPath(Path.Combine(root, "..", "shared", "python", "wheels"));
        if (!Directory.Exists(wheels))
            Prerequisite.Missing($"There are no wheels of dbt in shared/python/wheels beside the repository");
        var python = FindPython();
        if (python is null)
            Prerequisite.Missing($"Python {PythonVersion} with its module venv is not installed (apt-get install python3 python3-venv)");
        var folder = Path.Combine(root, "artifacts", "dbt", HashOf(wheels));
        // Two runs beside each other make one environment.
        using var alone = new Mutex(initiallyOwned: false, $@"Global\bifrost-dbt-{Path.GetFileName(folder)}-{Environment.UserName}");
        try
        {
            alone.WaitOne();
            return Make(folder, python!, wheels);
        }
        finally
        {
            alone.ReleaseMutex();
        }
    }

    private static string Make(string folder, string python, string wheels)
    {
        var environment = Path.Combine(folder, "venv");
        var complete = Path.Combine(folder, "complete");
        if (!File.Exists(complete))
        {
            Directory.CreateDirectory(folder);
            Run(python, "-m", "venv", "--clear", environment);
            Run(Path.Combine(environment, "bin", "pip"), ["install", "--quiet", "--disable-pip-version-check", "--no-index", "--find-links", wheels, .. Packages]);
            File.WriteAllText(complete, "");
        }
        return Path.Combine(environment, "bin", "dbt");
    }

    private static string? FindPython() => new[] { $"python{PythonVersion}", "python3" }.FirstOrDefault(static name => VersionOf(name) == PythonVersion);

    private static string? VersionOf(string python)
    {
        try
        {
            var start = new ProcessStartInfo(python, ["-c", "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? text.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string HashOf(string wheels) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        new DirectoryInfo(wheels).GetFiles("*.whl").Select(static file => $"{file.Name} {file.Length}").Order(StringComparer.Ordinal)))))[..16];

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with code {process.ExitCode}.\n{output}{error.Result}");
    }
}
