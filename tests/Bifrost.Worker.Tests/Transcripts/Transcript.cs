using System.Text.Json.Nodes;

namespace Bifrost.Worker.Tests.Transcripts;

/// <summary>What a real Kafka Connect 4.3.0 with Debezium 3.6.0 answered, request by request; the files are played in this order.</summary>
internal static class Transcript
{
    public static readonly string[] Files = ["root-and-missing", "create-and-list", "config-and-validate", "states-and-restarts", "offsets"];

    public static IEnumerable<Exchange> Read(string file, Func<string, string>? vary = null)
    {
        var text = File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "Transcripts", file + ".json"));
        return JsonNode.Parse(vary?.Invoke(text) ?? text)!.AsArray().Select((node, number) => new Exchange(file, number, node!["request"]!, node["response"]!));
    }
}

internal sealed record Exchange(string File, int Number, JsonNode Request, JsonNode Response)
{
    public string Method => (string)Request["method"]!;

    public string Path => (string)Request["path"]!;

    /// <summary>The body as text that was sent as it stands, or null.</summary>
    public string? RawText => (string?)Request["text"];

    public string? Body => RawText ?? (Request["body"] is { } body ? body.GetValueKind() == System.Text.Json.JsonValueKind.String ? (string)body! : body.ToJsonString() : null);

    public override string ToString() => $"{File} {Number}: {Method} {Path}";
}
