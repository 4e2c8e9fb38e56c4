using System.Collections.Frozen;
using System.Text;

namespace Bifrost.Etl.Clean;

/// <summary>Portuguese title case: <c>SÃO JOÃO D'ALIANÇA</c> becomes <c>São João d'Aliança</c>, <c>RIO DE JANEIRO</c> becomes <c>Rio de Janeiro</c>.</summary>
internal static class PortugueseTitle
{
    private static readonly FrozenSet<string> Small = FrozenSet.ToFrozenSet(
    [
        "a", "à", "às", "ao", "aos", "com", "da", "das", "de", "del", "do", "dos", "e", "em", "na", "nas", "no", "nos", "para", "por",
    ], StringComparer.Ordinal);

    public static string Of(string text)
    {
        var title = new StringBuilder(text.Length);
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !EndsWord(text[i]))
                continue;
            AppendWord(title, text[start..i].ToLowerInvariant(), isFirst: start == 0);
            if (i < text.Length)
                title.Append(text[i]);
            start = i + 1;
        }
        return title.ToString();
    }

    private static bool EndsWord(char character) => character is ' ' or '-' or '/' or '(' or ')' or '.' or ',';

    private static void AppendWord(StringBuilder title, string word, bool isFirst)
    {
        if (word.Length == 0)
            return;
        if (!isFirst && Small.Contains(word))
            title.Append(word);
        else if (word.Length > 2 && word[1] == '\'')
            title.Append(isFirst ? char.ToUpperInvariant(word[0]) : word[0]).Append('\'').Append(char.ToUpperInvariant(word[2])).Append(word, 3, word.Length - 3);
        else
            AppendCapitalised(title, word);
    }

    /// <summary>Also after an apostrophe inside: <c>Sant'Ana</c>.</summary>
    private static void AppendCapitalised(StringBuilder title, string word)
    {
        for (var i = 0; i < word.Length; i++)
            title.Append(i == 0 || word[i - 1] == '\'' ? char.ToUpperInvariant(word[i]) : word[i]);
    }
}
