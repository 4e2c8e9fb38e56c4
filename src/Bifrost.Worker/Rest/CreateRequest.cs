using System.Text.Json;
using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Rest;

/// <summary>The body of <c>POST /connectors</c>.</summary>
internal sealed record CreateRequest(string? Name, IReadOnlyDictionary<string, string?> Config, TargetState State)
{
    private const string JavaType = "org.apache.kafka.connect.runtime.rest.entities.CreateConnectorRequest";

    /// <exception cref="ConnectError">500 with Jackson's message.</exception>
    public static CreateRequest Read(JsonBody body) =>
        body.Read(JavaType, $"Cannot invoke \"{JavaType}.name()\" because \"createRequest\" is null", Read);

    private static CreateRequest Read(ref JacksonReader reader)
    {
        string? name = null;
        IReadOnlyDictionary<string, string?>? config = null;
        var state = TargetState.Started;
        for (reader.Next(); reader.Token != JsonTokenType.EndObject; reader.Next())
        {
            var field = reader.ReadName();
            reader.Enter(JavaType, field);
            switch (field)
            {
                case "name":
                    name = reader.ReadText();
                    break;
                case "config" when reader.Token == JsonTokenType.Null:
                    break;
                case "config":
                    reader.Expect(JsonTokenType.StartObject, "java.util.LinkedHashMap<java.lang.String,java.lang.String>");
                    config = reader.ReadMap("java.util.LinkedHashMap");
                    break;
                case "initial_state":
                    state = ReadState(ref reader);
                    break;
                default:
                    throw reader.UnknownField(JavaType, field, "config", "name", "initial_state");
            }
        }

        return new CreateRequest(name, config ?? throw ConnectError.Internal("Cannot invoke \"java.util.Map.containsKey(Object)\" because \"configs\" is null"), state);
    }

    private static TargetState ReadState(ref JacksonReader reader) => reader.ReadText()?.ToUpperInvariant() switch
    {
        null or "RUNNING" => TargetState.Started,
        "PAUSED" => TargetState.Paused,
        "STOPPED" => TargetState.Stopped,
        var other => throw reader.Unbuildable($"{JavaType}$InitialState", $"No enum constant {JavaType}.InitialState.{other}"),
    };
}
