using System.Text.Json;
using Bifrost.Connect.Contracts;
using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Rest;

/// <summary><c>/connectors/{name}/offsets</c>.</summary>
internal sealed class OffsetsResource(Herder herder)
{
    private const string JavaType = "org.apache.kafka.connect.runtime.rest.entities.ConnectorOffsets";
    private const string JavaItem = "org.apache.kafka.connect.runtime.rest.entities.ConnectorOffset";

    public IEnumerable<Endpoint> Endpoints() =>
    [
        new("GET", "/connectors/{name}/offsets", async call => await call.AnswerAsync(await herder.Offsets.GetAsync(call.Name, call.Cancellation).ConfigureAwait(false)).ConfigureAwait(false)),
        new("PATCH", "/connectors/{name}/offsets", AlterAsync),
        new("DELETE", "/connectors/{name}/offsets", ResetAsync),
    ];

    private async Task AlterAsync(RestCall call)
    {
        var body = await call.BodyAsync().ConfigureAwait(false);
        var offsets = body.IsEmpty ? [] : body.Read(JavaType, "", Read);
        if (offsets.Count == 0)
            throw ConnectError.BadRequest("Partitions / offsets need to be provided for an alter offsets request");
        await herder.Offsets.AlterAsync(call.Name, offsets, call.Cancellation).ConfigureAwait(false);
        await call.AnswerAsync(new MessageBody(Done("altered"))).ConfigureAwait(false);
    }

    private async Task ResetAsync(RestCall call)
    {
        await herder.Offsets.ResetAsync(call.Name, call.Cancellation).ConfigureAwait(false);
        await call.AnswerAsync(new MessageBody(Done("reset"))).ConfigureAwait(false);
    }

    // What Connect says of connectors that do not confirm, which Debezium's are.
    private static string Done(string what) =>
        $"The Connect framework-managed offsets for this connector have been {what} successfully. However, if this connector manages offsets externally, they will need to be manually {what} in the system that the connector uses.";

    private static IReadOnlyList<ConnectorOffset> Read(ref JacksonReader reader)
    {
        IReadOnlyList<ConnectorOffset> offsets = [];
        for (reader.Next(); reader.Token != JsonTokenType.EndObject; reader.Next())
        {
            var field = reader.ReadName();
            if (field != "offsets")
                throw reader.UnknownField(JavaType, field, "offsets");
            reader.Enter(JavaType, field);
            if (reader.Token == JsonTokenType.Null)
                continue;
            reader.Expect(JsonTokenType.StartArray, $"java.util.ArrayList<{JavaItem}>");
            offsets = ReadItems(ref reader);
        }

        return offsets;
    }

    private static List<ConnectorOffset> ReadItems(ref JacksonReader reader)
    {
        var items = new List<ConnectorOffset>();
        for (reader.Next(); reader.Token != JsonTokenType.EndArray; reader.Next())
        {
            reader.Expect(JsonTokenType.StartObject, JavaItem);
            IReadOnlyDictionary<string, JsonElement>? partition = null, offset = null;
            for (reader.Next(); reader.Token != JsonTokenType.EndObject; reader.Next())
            {
                var field = reader.ReadName();
                reader.Enter(JavaItem, field);
                if (field is not ("partition" or "offset"))
                    throw reader.UnknownField(JavaItem, field, "offset", "partition");
                if (reader.Token != JsonTokenType.Null)
                    reader.Expect(JsonTokenType.StartObject, "java.util.LinkedHashMap<java.lang.String,java.lang.Object>");
                IReadOnlyDictionary<string, JsonElement>? map = reader.ReadElement().Deserialize<Dictionary<string, JsonElement>>();
                (partition, offset) = field == "partition" ? (map, offset) : (partition, map);
            }

            items.Add(new ConnectorOffset(partition, offset));
        }

        return items;
    }
}
