using System.Text.Json.Nodes;
using Bifrost.Worker.Tests.Harness;

namespace Bifrost.Worker.Tests.Transcripts;

/// <summary>Every recorded request gets the recorded answer from the embedded worker; then others of the same kind, so that no stored answer could pass.</summary>
public sealed class TranscriptTests
{
    private static readonly (string From, string To)[] OtherNames =
    [
        ("thor-source", "fonte-7"), ("mjolnir-sink", "destino_2"), ("bad-sink", "ruim"), ("new-sink", "novo"), ("none/", "nada/"), ("/connectors/none\"", "/connectors/nada\""),
        ("connector none", "connector nada"), ("Connector none", "Connector nada"), ("connector: none", "connector: nada"), ("\"none\": {", "\"nada\": {"), ("Logger io.debezium not", "Logger org.reflections not"),
        ("thor.public.orders", "odin.shop.items"), ("thor.public.none", "odin.shop.none"), ("\"public.orders\"", "\"shop.items\""), ("\"thor\"", "\"odin\""),
        ("\"5501\"", "\"6601\""), ("\"2000\"", "\"1234\""), ("\"orders\"", "\"pedidos\""), ("\"rec\"", "\"gravacao\""), ("\"many\"", "\"muitos\""), ("value many", "value muitos"),
        ("io.debezium\"", "org.reflections\""), ("LOUD", "ALTO"), ("\"Nope\"", "\"Nada\""), ("matches Nope", "matches Nada"), ("plugins/Nope/", "plugins/Nada/"), ("type Nope", "type Nada"),
        ("\"WRONG\"", "\"ERRADO\""), ("InitialState.WRONG", "InitialState.ERRADO"), ("\"extra\"", "\"a mais\""), ("\\\"extra\\\"", "\\\"a mais\\\""), ("127.0.0.1:0/", "127.0.0.1:0/"),
    ];

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = TestWorker.NewFolder();

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Every_recorded_request_gets_the_recorded_answer()
    {
        await using var worker = await TestWorker.StartAsync(_folder);
        var differences = new List<string>();
        foreach (var exchange in Transcript.Files.SelectMany(file => Transcript.Read(file)))
            await PlayAsync(worker, exchange, exchange.Body, differences);
        differences.ShouldBeEmpty();
    }

    [Test]
    public async Task The_same_requests_with_other_names_values_and_order_get_answers_that_fit_them()
    {
        await using var worker = await TestWorker.StartAsync(_folder);
        var differences = new List<string>();
        foreach (var exchange in Transcript.Files[1..].Append(Transcript.Files[0]).SelectMany(file => Transcript.Read(file, Vary)))
            await PlayAsync(worker, exchange, exchange.RawText ?? Reversed(exchange.Request["body"]) ?? exchange.Body, differences);
        differences.ShouldBeEmpty();
    }

    private static string Vary(string text) => OtherNames.Aggregate(text, static (all, name) => all.Replace(name.From, name.To, StringComparison.Ordinal));

    private static async Task PlayAsync(TestWorker worker, Exchange exchange, string? body, List<string> differences)
    {
        var expected = Expected(exchange, worker);
        var actual = "";
        Task<Answer> Send() => worker.SendAsync(exchange.Method, exchange.Path, body);
        if (exchange.Method == "GET")
        {
            // States and topics come when they come, on Connect too.
            for (var tries = 0; tries < 200 && actual != expected; tries++)
                actual = Actual(exchange, await Send());
        }
        else
        {
            actual = Actual(exchange, await Send());
        }

        if (actual != expected)
            differences.Add($"{exchange}\n  expected {Around(expected, actual)}\n  actual   {Around(actual, expected)}");
    }

    private static string Expected(Exchange exchange, TestWorker worker)
    {
        var headers = exchange.Response["headers"]!;
        var location = ((string?)headers["Location"])?.Replace("http://127.0.0.1:18083/", worker.Url.ToString(), StringComparison.Ordinal);
        return $"{exchange.Response["status"]} {headers["Content-Type"]} {location} {Normalised.Of(exchange, exchange.Response["body"])}";
    }

    private static string Actual(Exchange exchange, Answer answer) => $"{answer.Status} {answer.ContentType} {answer.Location} {Normalised.Of(exchange, answer.Body)}";

    private static string? Reversed(JsonNode? node) => node is JsonObject map ? Reverse(map).ToJsonString() : null;

    private static JsonNode Reverse(JsonNode node) => node is JsonObject map
        ? new JsonObject(map.Reverse().Select(static entry => KeyValuePair.Create(entry.Key, entry.Value is null ? null : Reverse(entry.Value))))
        : node.DeepClone();

    private static string Around(string text, string other)
    {
        var same = text.Zip(other).TakeWhile(static pair => pair.First == pair.Second).Count();
        var start = Math.Max(0, same - 80);
        return (start > 0 ? "…" : "") + text.Substring(start, Math.Min(300, text.Length - start));
    }
}
