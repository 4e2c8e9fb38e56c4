using System.Globalization;

namespace Bifrost.Stack.Servers;

/// <summary>What <c>postmaster.pid</c> in a data folder says, held against the process that has this number now.</summary>
/// <param name="IsOurs">That process works in the data folder. A number that was given to another process since, after a crash or a reboot, is not ours to stop.</param>
internal sealed record Postmaster(int ProcessId, int? Port, bool IsOurs)
{
    private const int PortLine = 3;

    public static string FileIn(string data) => Path.Combine(data, "postmaster.pid");

    /// <summary>Null where the folder's server was stopped in good order, or never started.</summary>
    public static Postmaster? Read(string data)
    {
        if (!File.Exists(FileIn(data)))
            return null;
        var lines = File.ReadAllLines(FileIn(data));
        if (lines.Length == 0 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var id))
            return null;
        int? port = lines.Length > PortLine && int.TryParse(lines[PortLine], CultureInfo.InvariantCulture, out var number) ? number : null;
        return new Postmaster(id, port, WorksIn(id, data));
    }

    /// <summary>Some process has the number.</summary>
    public bool IsTaken => Directory.Exists(ProcessFolder(ProcessId));

    private static bool WorksIn(int id, string data)
    {
        try
        {
            var folder = new FileInfo(ProcessFolder(id) + "/cwd").ResolveLinkTarget(returnFinalTarget: true)?.FullName;
            return folder is not null && folder == RealPath(data);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string ProcessFolder(int id) => string.Create(CultureInfo.InvariantCulture, $"/proc/{id}");

    private static string RealPath(string folder)
    {
        var path = Path.GetPathRoot(folder)!;
        foreach (var part in folder.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path = Path.Combine(path, part);
            path = new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        }

        return path;
    }
}
