using System.Globalization;
using System.Text.RegularExpressions;
using Bifrost.Stack.Kafka;
using Bifrost.Stack.Processes;
using Bifrost.Stack.Servers;

namespace Bifrost.Stack.Doctor;

/// <summary>What the machine must have.</summary>
internal static partial class MachineChecks
{
    /// <summary>The sample's tables use <c>unique nulls not distinct</c>, which came with it.</summary>
    private const int OldestPostgres = 15;

    private const long Gibibyte = 1L << 30;

    /// <summary>Three servers of the sample, their WAL, and what a slot may hold back.</summary>
    private const long ComfortableDisk = 5 * Gibibyte;

    /// <summary>Three empty servers.</summary>
    private const long LeastDisk = Gibibyte / 2;

    public static async Task<Diagnosis> PostgresAsync(CancellationToken cancellation)
    {
        const string install = "Install PostgreSQL 15 or later ('apt-get install postgresql' on Debian), or set BIFROST_PG_BIN to the folder that holds initdb.";
        if (PostgresBinaries.Find() is not { } binaries)
            return new("PostgreSQL", Verdict.Fault, "its programs were not found", install);
        var run = await ProgramRun.OfAsync(Path.Combine(binaries, "postgres"), ["--version"], cancellation).ConfigureAwait(false);
        var found = $"{run.Output.Trim()} in {binaries}";
        return Major().Match(run.Output) is { Success: true } major && int.Parse(major.Value, CultureInfo.InvariantCulture) >= OldestPostgres
            ? new("PostgreSQL", Verdict.Fine, found)
            : new("PostgreSQL", Verdict.Fault, found, install);
    }

    public static async Task<Diagnosis> DotnetAsync(CancellationToken cancellation)
    {
        var runtime = $"runtime {Environment.Version}";
        try
        {
            var run = await ProgramRun.OfAsync("dotnet", ["--version"], cancellation).ConfigureAwait(false);
            return run.Code == 0
                ? new(".NET", Verdict.Fine, $"{runtime}, SDK {run.Output.Trim()}")
                : new(".NET", Verdict.Warning, $"{runtime}, no SDK", "Install the .NET 10 SDK to build; to run, the runtime is enough.");
        }
        catch (StackException)
        {
            return new(".NET", Verdict.Warning, $"{runtime}, no dotnet on the PATH", "Put dotnet on the PATH to build; to run, the runtime is enough.");
        }
    }

    public static async Task<Diagnosis> UserAsync(CancellationToken cancellation)
    {
        if (!UnixUser.IsRoot)
            return new("user", Verdict.Fine, $"{Environment.UserName}; servers run as the same user");
        var run = await ProgramRun.OfAsync("id", ["-u", UnixUser.ServerUser], cancellation).ConfigureAwait(false);
        return run.Code == 0
            ? new("user", Verdict.Fine, $"root; servers run as {UnixUser.ServerUser}")
            : new("user", Verdict.Fault, $"root, and there is no user {UnixUser.ServerUser} to run servers as", "Install PostgreSQL's package, which makes it, or set BIFROST_PG_USER to a user that exists.");
    }

    public static Diagnosis Tools()
    {
        string[] needed = UnixUser.IsRoot ? ["setsid", "runuser", "chown"] : ["setsid"];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var missing = needed.Where(tool => !folders.Any(folder => File.Exists(Path.Combine(folder, tool)))).ToList();
        return missing.Count == 0
            ? new("tools", Verdict.Fine, string.Join(", ", needed))
            : new("tools", Verdict.Fault, $"not on the PATH: {string.Join(", ", missing)}", "Install util-linux and coreutils.");
    }

    /// <summary>Only Kafka needs it.</summary>
    public static async Task<Diagnosis> JavaAsync(Func<string, string?> environment, CancellationToken cancellation)
    {
        try
        {
            var java = await JavaRuntime.FindAsync(environment, cancellation).ConfigureAwait(false);
            return new("Java", Verdict.Fine, string.Create(CultureInfo.InvariantCulture, $"{java.Major} at {java.Program}"));
        }
        catch (StackException e)
        {
            return new("Java", Verdict.Warning, "none for 'bifrost up --engine kafka'; nothing else needs it", e.Message);
        }
    }

    public static Diagnosis Disk(string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var found = string.Create(CultureInfo.InvariantCulture, $"{(double)free / Gibibyte:F1} GiB free for {folder}");
        const string remedy = "Free some space, or set BIFROST_STATE to a folder on a larger disk.";
        return free >= ComfortableDisk ? new("disk", Verdict.Fine, found) : new("disk", free >= LeastDisk ? Verdict.Warning : Verdict.Fault, found, remedy);
    }

    [GeneratedRegex(@"(?<=\s)\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Major();
}
