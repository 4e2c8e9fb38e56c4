namespace Bifrost.Etl.Generate;

/// <summary>FNV-1a in 64 bits over a row without its total: the same in every process, unlike <see cref="string.GetHashCode()"/>. Two grains of one hash only mean one new row less.</summary>
internal static class GrainHash
{
    private const ulong Offset = 14695981039346656037, Prime = 1099511628211;

    public static ulong Of(IReadOnlyList<string> row)
    {
        var hash = Offset;
        for (var i = 0; i < row.Count - 1; i++)
        {
            foreach (var character in row[i])
                hash = (hash ^ char.ToUpperInvariant(character)) * Prime;
            hash = (hash ^ ';') * Prime;
        }
        return hash;
    }
}
