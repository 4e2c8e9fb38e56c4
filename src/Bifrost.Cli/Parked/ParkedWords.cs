using System.Globalization;
using System.Text.Json;
using System.Text.Encodings.Web;
using Bifrost.Postgres.Parked;

namespace Bifrost.Cli.Parked;

/// <summary>How parked rows are spoken of.</summary>
internal static class ParkedWords
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Id(ParkedRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.Sink}/{row.Id}");

    /// <param name="operation">Debezium's <c>op</c>, and <c>t</c> for a table that was emptied.</param>
    public static string Operation(string? operation) => operation switch
    {
        "c" => "insert",
        "u" => "update",
        "d" => "delete",
        "t" => "truncate",
        "r" => "snapshot",
        _ => "?",
    };

    public static string Key(IReadOnlyDictionary<string, string?>? key) => key is null ? "-" : JsonSerializer.Serialize(key, Readable);

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Rows(int count) => count == 1 ? "1 row" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} rows");
}
