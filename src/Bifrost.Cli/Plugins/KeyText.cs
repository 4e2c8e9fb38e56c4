namespace Bifrost.Cli.Plugins;

/// <summary>A key's documentation as it fits into a table.</summary>
internal static class KeyText
{
    public static string FirstSentence(string? documentation)
    {
        var line = (documentation ?? "").ReplaceLineEndings(" ").Trim();
        var end = line.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? line : line[..(end + 1)];
    }
}
