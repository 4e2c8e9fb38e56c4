using System.Globalization;
using System.Text;

namespace Bifrost.Connect.Providers;

/// <summary>Java's properties format, as Kafka Connect's file provider reads it: <c>=</c>, <c>:</c> or a blank between key and value, <c>\</c> to escape and to continue a line.</summary>
internal static class PropertiesFile
{
    private const int UnicodeEscapeDigits = 4;

    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in LogicalLines(text))
        {
            var end = KeyEnd(line);
            entries[Unescape(line[..end])] = Unescape(AfterSeparator(line[end..]));
        }

        return entries;
    }

    private static IEnumerable<string> LogicalLines(string text)
    {
        var open = new StringBuilder();
        foreach (var natural in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = natural.TrimStart(' ', '\t', '\f');
            if (open.Length == 0 && (line.Length == 0 || line[0] is '#' or '!'))
                continue;
            var continues = (line.Length - line.TrimEnd('\\').Length) % 2 == 1;
            open.Append(continues ? line[..^1] : line);
            if (continues)
                continue;
            yield return open.ToString();
            open.Clear();
        }

        if (open.Length > 0)
            yield return open.ToString();
    }

    private static int KeyEnd(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
                i++;
            else if (line[i] is '=' or ':' or ' ' or '\t' or '\f')
                return i;
        }

        return line.Length;
    }

    private static string AfterSeparator(string rest)
    {
        var trimmed = rest.TrimStart(' ', '\t', '\f');
        return trimmed.Length > 0 && trimmed[0] is '=' or ':' ? trimmed[1..].TrimStart(' ', '\t', '\f') : trimmed;
    }

    private static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] == 'u' && i + UnicodeEscapeDigits < text.Length
                && ushort.TryParse(text.AsSpan(i + 1, UnicodeEscapeDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                result.Append((char)code);
                i += UnicodeEscapeDigits;
            }
            else
            {
                result.Append(text[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', var other => other });
            }
        }

        return result.ToString();
    }
}
