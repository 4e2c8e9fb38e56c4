using System.Text.Json;
using Bifrost.Cli.Printing;
using Bifrost.Connect.Contracts;

namespace Bifrost.Cli.Offsets;

/// <summary>Offsets as a table; as JSON they print in the form that <c>offsets set</c> reads.</summary>
internal static class OffsetsTable
{
    public static Table Of(ConnectorOffsets offsets) => Table.Of(offsets.Offsets ?? [],
        ("Partition", static row => Text(row.Partition)),
        ("Offset", static row => row.Offset is null ? "none" : Text(row.Offset))) with { WhenEmpty = "It has no offsets." };

    private static string Text(IReadOnlyDictionary<string, JsonElement>? values) =>
        string.Join(' ', (values ?? new Dictionary<string, JsonElement>()).OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(static entry => $"{entry.Key}={entry.Value}"));
}
