using System.Globalization;

namespace Bifrost.Torture.Runs;

/// <summary>How long, and with which numbers.</summary>
/// <param name="Limit">A new round is not begun after it.</param>
/// <param name="Kills">Nor after so many kills; null for no such end.</param>
/// <param name="EachOnce">Every site once, and then the end: the short form.</param>
/// <param name="Output">Where the record goes as JSON.</param>
/// <param name="Only">Part of the names of the sites that are struck; empty for all.</param>
/// <param name="IsVerbose">A line for each strike.</param>
internal sealed record TortureOptions(TimeSpan Limit, int? Kills, int Seed, bool EachOnce = false, string? Output = null, string Only = "", bool IsVerbose = false)
{
    public const string Usage = "Bifrost.Torture [--minutes N] [--kills N] [--seed N] [--output FILE] [--only PART-OF-A-SITE'S-NAME] [--verbose yes] [--once yes]";

    private const int DefaultMinutes = 5;

    /// <summary>Null where the arguments are not understood.</summary>
    public static TortureOptions? Parse(IReadOnlyList<string> arguments)
    {
        var options = new TortureOptions(TimeSpan.FromMinutes(DefaultMinutes), null, Random.Shared.Next());
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (i + 1 == arguments.Count || With(options, arguments[i], arguments[i + 1]) is not { } more)
                return null;
            options = more;
        }

        return options;
    }

    private static TortureOptions? With(TortureOptions options, string name, string value) => (name, double.TryParse(value, CultureInfo.InvariantCulture, out var number)) switch
    {
        ("--minutes", true) when number > 0 => options with { Limit = TimeSpan.FromMinutes(number) },
        ("--kills", true) when number >= 1 => options with { Kills = (int)number },
        ("--seed", true) when number is >= 0 and <= int.MaxValue => options with { Seed = (int)number },
        ("--only", _) => options with { Only = value },
        ("--verbose", _) => options with { IsVerbose = value == "yes" },
        ("--once", _) => options with { EachOnce = value == "yes" },
        ("--output", _) => options with { Output = Path.GetFullPath(value) },
        _ => null,
    };
}
