using System.Text.Json;
using System.Text.Json.Nodes;
using Bifrost.Connect.Client;
using Bifrost.Connect.Tests.Client;
using Bifrost.Testing.Stubs;

namespace Bifrost.Connect.Tests.Transcripts;

/// <summary>What a real Kafka Connect answered, played to the client: every request is sent as it was recorded, every answer is read whole, every error becomes its kind.</summary>
public sealed class TranscriptTests
{
    private static IEnumerable<TestCaseData> Exchanges => RecordedExchange.All().Select(static one => new TestCaseData(one).SetArgDisplayNames(one.ToString()));

    [Test]
    public void Every_recorded_answer_is_played() => RecordedExchange.All().Count().ShouldBe(105);

    [TestCaseSource(nameof(Exchanges))]
    public async Task An_answer_of_the_real_Kafka_Connect_is_understood(object exchange)
    {
        var one = (RecordedExchange)exchange;
        using var server = new StubServer(_ => new StubAnswer(one.Status, one.Answer?.ToJsonString() ?? ""));
        using var client = ClientUnderTest.For(server.Url);
        var call = RecordedCall.For(one);
        var result = await ResultAsync(call ?? (static client => ListAsync(client)), client);

        if (call is not null)
            Sent(server.Requests.ShouldHaveSingleItem(), one);
        if (one.Status >= 400)
            Failed(result, one);
        else if (call is not null && one.Answer is not null)
            Read(result, one);
        else if (call is not null)
            result.ShouldBeOneOf(null, true);
    }

    private static async Task<object?> ListAsync(IConnectClient client) => await client.ListConnectorsAsync(default);

    private static async Task<object?> ResultAsync(Func<IConnectClient, Task<object?>> call, IConnectClient client)
    {
        try
        {
            return await call(client);
        }
        catch (ConnectException e)
        {
            return e;
        }
    }

    private static void Sent(StubRequest request, RecordedExchange one)
    {
        request.Method.ShouldBe(one.Method);
        Uri.UnescapeDataString(request.Path).ShouldBe(Plain(one));
        if (one.Sent is JsonObject sent)
            JsonNode.DeepEquals(Trimmed(JsonNode.Parse(request.Body)!), sent).ShouldBeTrue(request.Body);
    }

    /// <summary>The client says what the recorder left to its default.</summary>
    private static string Plain(RecordedExchange one) => one.Path is "/connector-plugins" ? "/connector-plugins?connectorsOnly=true" : one.Path;

    private static void Failed(object? result, RecordedExchange one)
    {
        // What may be missing is an answer, not a failure.
        if (one is { Status: 404, Method: "GET", Segments: ["connectors", _] or ["connectors", _, "status"] })
        {
            result.ShouldBeNull();
            return;
        }

        if (one is { Status: 404, Method: "DELETE", Segments: ["connectors", _] })
        {
            result.ShouldBe(false);
            return;
        }

        var failure = result.ShouldBeOfType<ConnectException>();
        failure.Failure.ShouldBe(one.Status switch
        {
            400 => ConnectFailure.Rejected,
            404 => ConnectFailure.NotFound,
            409 when one.Message!.EndsWith("already exists") => ConnectFailure.AlreadyExists,
            500 => ConnectFailure.Failed,
            _ => throw new InvalidOperationException($"{one.Status} was not recorded when this test was written"),
        });
        failure.Status.ShouldBe((System.Net.HttpStatusCode)one.Status);
        failure.Message.ShouldContain(one.Message!.Contains("contains no connector type", StringComparison.Ordinal) ? "Connector config contains no connector type" : one.Message!);
    }

    /// <summary>The recorder left members out that the client sends as null.</summary>
    private static JsonNode Trimmed(JsonNode body)
    {
        foreach (var member in new[] { "name", "offsets" })
            if (body is JsonObject map && map.ContainsKey(member) && map[member] is null)
                map.Remove(member);
        return body;
    }

    /// <summary>The recorder left out the texts about keys.</summary>
    private static JsonNode? WithoutDocumentation(JsonNode? body)
    {
        var copy = body?.DeepClone();
        if (copy is JsonObject infos && infos["configs"] is JsonArray configs)
            foreach (var definition in configs.Select(static config => config!["definition"]).OfType<JsonObject>())
                definition.Remove("documentation");
        return copy;
    }

    /// <summary>Written back, what was read is what was answered: no member was lost on the way.</summary>
    private static void Read(object? result, RecordedExchange one)
    {
        var answer = one.Segments switch
        {
            ["connectors", var name, "topics"] => one.Answer![name]!["topics"]!,
            ["connectors", _, "offsets"] when one.Method != "GET" => one.Answer!["message"]!,
            ["connectors", _, "restart"] => null,
            _ => one.Answer!,
        };
        var read = JsonSerializer.SerializeToNode(result);
        if (answer is not null)
            JsonNode.DeepEquals(WithoutDocumentation(read), WithoutDocumentation(answer)).ShouldBeTrue($"read {read?.ToJsonString()}\nanswered {answer.ToJsonString()}");
    }
}
