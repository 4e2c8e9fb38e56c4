using System.Text;

namespace Bifrost.Etl.Clean;

/// <summary>
/// Letters with their accents as one character (NFC), for the letters of ISO-8859-1. Portuguese needs no others, and
/// <see cref="string.Normalize()"/> does nothing under invariant globalization.
/// </summary>
internal static class Composition
{
    private static readonly Dictionary<(char Letter, char Mark), char> Composed = Pairs(
        ('\u0300', "AÀEÈIÌOÒUÙaàeèiìoòuù"),
        ('\u0301', "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyý"),
        ('\u0302', "AÂEÊIÎOÔUÛaâeêiîoôuû"),
        ('\u0303', "AÃNÑOÕaãnñoõ"),
        ('\u0308', "AÄEËIÏOÖUÜaäeëiïoöuüyÿ"),
        ('\u030A', "AÅaå"),
        ('\u0327', "CÇcç"));

    public static string Compose(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0300', '\u036F'))
            return text;
        var composed = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (composed.Length > 0 && Composed.TryGetValue((composed[^1], character), out var letter))
                composed[^1] = letter;
            else
                composed.Append(character);
        }
        return composed.ToString();
    }

    /// <summary>The text without its accents, for comparing names.</summary>
    public static string WithoutAccents(string text)
    {
        var composed = Compose(text);
        return string.Create(composed.Length, composed, static (bare, from) =>
        {
            for (var i = 0; i < bare.Length; i++)
                bare[i] = Bare.GetValueOrDefault(from[i], from[i]);
        });
    }

    private static readonly Dictionary<char, char> Bare = Composed.ToDictionary(static pair => pair.Value, static pair => pair.Key.Letter);

    private static Dictionary<(char, char), char> Pairs(params (char Mark, string LettersAndComposed)[] rows)
    {
        var pairs = new Dictionary<(char, char), char>();
        foreach (var (mark, letters) in rows)
        {
            for (var i = 0; i < letters.Length; i += 2)
                pairs[(letters[i], mark)] = letters[i + 1];
        }
        return pairs;
    }
}
