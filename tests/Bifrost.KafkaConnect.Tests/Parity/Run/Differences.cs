using System.Text.RegularExpressions;

namespace Bifrost.KafkaConnect.Tests.Parity.Run;

/// <summary>What a reader of <c>parity.md</c> is told of two tables that differ: the same words each time.</summary>
internal static partial class Differences
{
    private const int Shown = 3;
    private const int Longest = 40;

    /// <param name="key">Column that tells rows apart.</param>
    public static string Of(TableRows source, TableRows replica, string key)
    {
        if (replica.Unreadable is { } why)
            return Clean(why);
        var (here, there) = (ByKey(source, key), ByKey(replica, key));
        var texts = here.Keys.Where(there.ContainsKey).SelectMany(one => Cells(source, here[one], there[one])).ToList();
        var (gone, left) = (here.Keys.Except(there.Keys).ToList(), there.Keys.Except(here.Keys).ToList());
        if (gone.Count > 0)
            texts.Add($"missing: row {string.Join(", ", gone.Order(StringComparer.Ordinal))}");
        if (left.Count > 0)
            texts.Add($"left over: row {string.Join(", ", left.Order(StringComparer.Ordinal))}");
        if (texts.Count == 0)
            texts.Add($"{replica.Rows.Count} rows for {source.Rows.Count}");
        var distinct = texts.Distinct().ToList();
        return string.Join("; ", distinct.Take(Shown)) + (distinct.Count > Shown ? "; …" : "");
    }

    private static IEnumerable<string> Cells(TableRows source, string?[] here, string?[] there) =>
        source.Columns.Select((_, index) => (Here: here[index], There: there[index])).Where(static pair => pair.Here != pair.There)
            .Select(static pair => $"`{Value(pair.Here)}` → `{Value(pair.There)}`");

    /// <summary>The last row wins where a key comes twice.</summary>
    private static SortedDictionary<string, string?[]> ByKey(TableRows rows, string key)
    {
        var index = rows.IndexOf(key);
        var byKey = new SortedDictionary<string, string?[]>(StringComparer.Ordinal);
        foreach (var row in rows.Rows)
            byKey[row[index] ?? "NULL"] = row;
        return byKey;
    }

    private static string Value(string? text) => text is null ? "NULL" : text.Length == 0 ? " " : Clean(text) is var clean && clean.Length > Longest ? clean[..Longest] + "…" : Clean(text);

    /// <summary>Java prints an object without a text of its own as its class and a number that is another one each time.</summary>
    public static string Clean(string text) => Address().Replace(Buffer().Replace(text, @"\x6a6176612e6e696f… (java.nio…)"), "@…").Replace('\n', ' ');

    [GeneratedRegex("@[0-9a-f]{5,8}\\b")]
    private static partial Regex Address();

    [GeneratedRegex(@"\\*x6a6176612e6e696f[0-9a-f]*")]
    private static partial Regex Buffer();
}
