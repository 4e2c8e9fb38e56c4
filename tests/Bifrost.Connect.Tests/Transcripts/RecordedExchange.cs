using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bifrost.Connect.Tests.Transcripts;

/// <summary>One request to a real Kafka Connect 4.3.0, and its answer.</summary>
/// <param name="Text">A body that is sent as it stands, because it is no JSON of a configuration.</param>
internal sealed record RecordedExchange(string File, int Number, string Method, string Path, JsonNode? Sent, string? Text, int Status, JsonNode? Answer)
{
    private static readonly string[] Files = ["root-and-missing", "create-and-list", "config-and-validate", "states-and-restarts", "offsets"];

    public static IEnumerable<RecordedExchange> All() => Files.SelectMany(static file => Of(file));

    /// <summary>The path's segments without the query, decoded.</summary>
    public string[] Segments => [.. Path.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];

    public bool Asks(string query) => Path.Contains(query, StringComparison.Ordinal);

    public T Body<T>() => Sent.Deserialize<T>()!;

    public string? Message => (string?)(Answer as JsonObject)?["message"];

    public override string ToString() => $"{File} {Number:00}: {Method} {Path}";

    private static IEnumerable<RecordedExchange> Of(string file)
    {
        var folder = System.IO.Path.Combine(AppContext.BaseDirectory, "Transcripts");
        var all = JsonNode.Parse(System.IO.File.ReadAllText(System.IO.Path.Combine(folder, file + ".json")))!.AsArray();
        return all.Select((one, number) => new RecordedExchange(file, number, (string)one!["request"]!["method"]!, (string)one["request"]!["path"]!,
            one["request"]!["body"], (string?)one["request"]!["text"], (int)one["response"]!["status"]!, one["response"]!["body"]));
    }
}
