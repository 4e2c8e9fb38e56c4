using System.Globalization;

namespace Bifrost.Analytics.Report.Page;

/// <summary>Numbers and dates as readers expect them in English.</summary>
internal static class Figures
{
    /// <summary>Stands for what is not known.</summary>
    public const string None = "–";

    private static readonly (double From, string Unit)[] Units = [(1e9, " bn"), (1e6, " M"), (1e4, " k")];

    private static readonly string[] Sizes = ["B", "kB", "MB", "GB", "TB"];

    public static string Count(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? None;

    /// <summary>A rate: as many digits as tell neighbours apart.</summary>
    public static string Rate(double? number) => number switch
    {
        null => None,
        { } large when Math.Abs(large) >= 1000 => large.ToString("N0", CultureInfo.InvariantCulture),
        { } middling when Math.Abs(middling) >= 100 => middling.ToString("N1", CultureInfo.InvariantCulture),
        { } small => small.ToString("N2", CultureInfo.InvariantCulture),
    };

    /// <summary>A share of a whole in percent; <c>0 %</c> means none at all, and less than a hundredth is <c>&lt; 0.01 %</c>.</summary>
    public static string Share(long part, long whole) => (part, whole) switch
    {
        (_, 0) => None,
        (0, _) => "0 %",
        _ when 100.0 * part / whole < 0.01 => "< 0.01 %",
        _ => (100.0 * part / whole).ToString("0.00", CultureInfo.InvariantCulture) + " %",
    };

    /// <summary>At most five characters, for the marks of an axis.</summary>
    public static string Short(double number)
    {
        foreach (var (from, unit) in Units)
            if (number >= from)
                return (number / (from == 1e4 ? 1e3 : from)).ToString("0.#", CultureInfo.InvariantCulture) + unit;
        return number.ToString("#,0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>Powers of 1,024, as <c>bifrost status</c> has them.</summary>
    public static string Bytes(long bytes)
    {
        var unit = 0;
        double size = bytes;
        for (; size >= 1024 && unit < Sizes.Length - 1; unit++)
            size /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(size, unit == 0 ? 0 : 1)} {Sizes[unit]}");
    }

    public static string Month(DateOnly? month) => month?.ToString("MMM yyyy", CultureInfo.InvariantCulture) ?? None;

    public static string Months(DateOnly? first, DateOnly? last) => (first, last) switch
    {
        (null, _) or (_, null) => None,
        _ when first == last => Month(first),
        _ => $"{Month(first)} to {Month(last)}",
    };

    public static string Instant(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? None;
}
