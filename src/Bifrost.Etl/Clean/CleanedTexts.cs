namespace Bifrost.Etl.Clean;

/// <summary>Remembers what a published text became: the same few thousand come again and again. Bounded, so that memory stays flat.</summary>
internal sealed class CleanedTexts(Func<string, string?> clean)
{
    /// <summary>Above the 5,571 municípios with room for their misspellings; some 2 MB for each column.</summary>
    private const int Most = 20_000;

    private readonly Dictionary<string, string?> _known = [];

    public string? Of(string published)
    {
        if (_known.TryGetValue(published, out var known))
            return known;
        if (_known.Count >= Most)
            _known.Clear();
        return _known[published] = clean(published);
    }
}
