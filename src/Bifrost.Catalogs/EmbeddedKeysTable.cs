using System.Text;
using Bifrost.Catalogs.Embedded;

namespace Bifrost.Catalogs;

/// <summary>The table of embedded keys as Markdown, for the worker's README.</summary>
public static class EmbeddedKeysTable
{
    public const string Begin = "<!-- keys:begin -->";
    public const string End = "<!-- keys:end -->";

    /// <summary>One table for each owner, in the order of the data, with LF.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder();
        foreach (var owner in EmbeddedKeys.All.GroupBy(row => row.Owner))
        {
            text.Append($"### {Title(owner.Key)}\n\n| key | value | class | why |\n| --- | --- | --- | --- |\n");
            foreach (var row in owner)
                text.Append($"| `{row.Key}` | {Values(row)} | {row.Class} | {row.Reason} |\n");
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A text with the table between its markers; markers and table are put at the end of a text that has none.</summary>
    public static string InsertInto(string readme)
    {
        var table = $"{Begin}\n{Markdown()}{End}";
        var (begin, end) = (readme.IndexOf(Begin, StringComparison.Ordinal), readme.IndexOf(End, StringComparison.Ordinal));
        return begin < 0 || end < begin ? $"{readme.TrimEnd()}\n\n{table}\n" : $"{readme[..begin]}{table}{readme[(end + End.Length)..]}";
    }

    private static string Title(string owner) => owner switch
    {
        KeyOwner.Framework => "Keys of every connector",
        KeyOwner.SourceFramework => "Keys of every source",
        KeyOwner.SinkFramework => "Keys of every sink",
        KeyOwner.Transform => "Keys of every transform",
        KeyOwner.PostProcessor => "Keys of a post-processor",
        _ => owner.Split('.')[^1],
    };

    private static string Values(EmbeddedKey row) => (row.When.Count, row.Unless.Count) switch
    {
        (0, 0) => "",
        (0, _) => $"not {Listed(row.Unless)}",
        _ => Listed(row.When),
    };

    private static string Listed(IEnumerable<string> values) => string.Join(", ", values.Select(value => value.Length == 0 ? "empty" : $"`{value.Split('.')[^1]}`"));
}
