using System.Globalization;

namespace Bifrost.Bench.Measuring;

/// <summary>A process's line in <c>/proc/[pid]/stat</c> (proc(5)).</summary>
internal sealed record ProcessTimes(int Parent, double OwnSeconds, double EndedChildrenSeconds)
{
    /// <summary>Linux reports these times in units of <c>USER_HZ</c>, which is 100 on every architecture that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    public static ProcessTimes? Of(int process)
    {
        try
        {
            return Parse(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Ended meanwhile, hidden, or not on Linux.
            return null;
        }
    }

    public static IEnumerable<ProcessTimes> OfAll() => !Directory.Exists("/proc")
        ? []
        : Directory.EnumerateDirectories("/proc")
            .Select(static folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? Of(process) : null)
            .OfType<ProcessTimes>();

    /// <summary>The second field is the program's name in parentheses, which may hold spaces and parentheses: count from the last one.</summary>
    internal static ProcessTimes? Parse(string line)
    {
        var fields = line[(line.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 15
            ? null
            : new ProcessTimes(int.Parse(fields[1], CultureInfo.InvariantCulture), (Ticks(fields[11]) + Ticks(fields[12])) / TicksPerSecond, (Ticks(fields[13]) + Ticks(fields[14])) / TicksPerSecond);
    }

    private static double Ticks(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
