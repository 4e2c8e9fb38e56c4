namespace Bifrost.Etl.Places;

/// <summary>The lists of places that the assembly carries: UTF-8, comma, a header, no quotes.</summary>
internal static class PlaceFile
{
    /// <summary>The lines after the header.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(PlaceFile).Assembly.GetManifestResourceStream($"Bifrost.Etl.Places.{name}")!;
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
