using System.Globalization;

namespace Bifrost.Topology.Binding;

internal static class Durations
{
    /// <summary>Reads <c>500ms</c>, <c>10s</c>, <c>5m</c> and <c>1h</c>.</summary>
    public static TimeSpan Parse(string text)
    {
        var digits = text.Length - text.Reverse().TakeWhile(char.IsAsciiLetter).Count();
        var number = long.Parse(text[..digits], CultureInfo.InvariantCulture);
        return text[digits..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            _ => TimeSpan.FromHours(number),
        };
    }
}
