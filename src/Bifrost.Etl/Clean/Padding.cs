using System.Text;

namespace Bifrost.Etl.Clean;

/// <summary>Takes the publisher's padding away.</summary>
internal static class Padding
{
    /// <summary>The text without blanks around it, with single blanks inside (no-break spaces are blanks), composed; null where nothing is left.</summary>
    public static string? Remove(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
            return null;
        return Composition.Compose(NeedsWork(trimmed) ? SingleBlanks(trimmed) : trimmed);
    }

    private static bool NeedsWork(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]) && (text[i] != ' ' || text[i - 1] == ' '))
                return true;
        }
        return false;
    }

    private static string SingleBlanks(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (!char.IsWhiteSpace(character))
                kept.Append(character);
            else if (kept[^1] != ' ')
                kept.Append(' ');
        }
        return kept.ToString();
    }
}
