using System.Text;
using System.Text.RegularExpressions;

namespace Bifrost.Topology;

/// <summary>A name with <c>*</c> and <c>?</c>, turned into a regular expression that means the same to Java and to .NET.</summary>
public static class Wildcard
{
    private const string Special = @"\.[]{}()+-^$|#&~";

    /// <summary>The pattern as the regular expression that Debezium's lists want: <c>raw.*</c> gives <c>raw\..*</c>. Debezium anchors it.</summary>
    public static string ToRegex(string pattern)
    {
        var regex = new StringBuilder();
        foreach (var letter in pattern)
        {
            regex.Append(letter switch
            {
                '*' => ".*",
                '?' => ".",
                _ when Special.Contains(letter, StringComparison.Ordinal) => $"\\{letter}",
                _ => letter.ToString(),
            });
        }

        return regex.ToString();
    }

    /// <summary>The pattern stands for more than one name.</summary>
    public static bool IsWild(string pattern) => pattern.AsSpan().ContainsAny('*', '?');

    public static bool Matches(string pattern, string name) => Regex.IsMatch(name, $@"\A(?:{ToRegex(pattern)})\z", RegexOptions.CultureInvariant);
}
