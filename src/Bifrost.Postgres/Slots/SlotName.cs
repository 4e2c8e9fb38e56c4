using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Bifrost.Postgres.Slots;

/// <summary>Names of slots: <c>&lt;slot.name&gt;_&lt;sink&gt;_g&lt;generation&gt;</c>. PostgreSQL gives a slot that was made anew no identity of its own, so the generation in the name is one.</summary>
public static class SlotName
{
    /// <summary>Bytes in a PostgreSQL name (<c>NAMEDATALEN</c> - 1). Slot names are ASCII.</summary>
    public const int Limit = 63;

    /// <summary>Hexadecimal digits of the hash in a shortened name: 40 bits, so that two sinks of one source do not meet by chance.</summary>
    private const int HashDigits = 10;

    /// <summary>A valid slot name (<c>[a-z0-9_]</c>, at most 63 bytes). Names that had to be changed or shortened carry a hash of what they were, so that two sinks never share a slot.</summary>
    public static string For(string stem, string sink, int generation) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix(stem, sink)}{generation}");

    /// <summary>Everything before the generation: what all slots of one sink have in common.</summary>
    public static string Prefix(string stem, string sink)
    {
        // Ten digits is the longest generation.
        const int generationDigits = 10;
        var clean = $"{Clean(stem)}_{Clean(sink)}";
        var room = Limit - "_g".Length - generationDigits;
        // Connectors are usually named with '-'. A name with any other sign goes with a hash, or 'a-b' and 'a_b' would share a slot.
        if (clean.Length <= room && Clean(stem) == stem && sink.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            return clean + "_g";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{stem}\n{sink}")))[..HashDigits];
        var kept = Math.Min(clean.Length, room - HashDigits - 1);
        return $"{clean[..kept]}_{hash}_g";
    }

    /// <summary>The generation in a name of <see cref="For"/>; null for a name of another sink's or of nobody's.</summary>
    public static int? GenerationOf(string slotName, string stem, string sink)
    {
        var prefix = Prefix(stem, sink);
        return slotName.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(slotName.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var generation) ? generation : null;
    }

    /// <summary>Whether a slot may belong to some sink of the stem: for listing what was left behind.</summary>
    public static bool HasStem(string slotName, string stem) => slotName.StartsWith(Stem(stem), StringComparison.Ordinal);

    /// <summary>What every slot of the stem begins with.</summary>
    public static string Stem(string stem) => Clean(stem) + "_";

    private static string Clean(string name) => string.Create(name.Length, name, static (clean, source) =>
    {
        for (var i = 0; i < source.Length; i++)
            clean[i] = char.IsAsciiLetterOrDigit(source[i]) ? char.ToLowerInvariant(source[i]) : '_';
    });
}
