using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Bifrost.Etl.Extract;

namespace Bifrost.Integration.Tests.Etl;

/// <summary>A published file read with nothing of the loader's own: what it means, worked out a second time.</summary>
internal static partial class PublishedFile
{
    /// <summary>Total by grain; the grain in upper case, so that title case does not matter.</summary>
    public static Dictionary<string, int> Read(InputFile file)
    {
        using var text = new GZipStream(file.Open(), CompressionMode.Decompress);
        using var reader = new StreamReader(text, Encoding.Latin1);
        reader.ReadLine();
        var rows = new Dictionary<string, int>();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var fields = line.Replace("\"\"", "\u0001").Replace("\"", "").Replace('\u0001', '"').Split(';')
                .Select(static field => Blanks().Replace(field.Trim(), " ").Replace('´', '\'').ToUpperInvariant()).ToArray();
            rows.Add(string.Join(';', fields[..^1]), int.Parse(fields[^1], null));
        }
        return rows;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
