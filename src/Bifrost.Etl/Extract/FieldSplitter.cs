using CsvHelper;

namespace Bifrost.Etl.Extract;

/// <summary>Splits a header into its names, by whichever delimiter is tried.</summary>
internal static class FieldSplitter
{
    public static string[] Split(string line, char delimiter)
    {
        using var reader = CsvReader.FromText(line, CsvReaderOptions.Default with { Separator = delimiter, HasHeader = false });
        return reader.Read() ? [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)] : [];
    }
}
