using System.Text.Json;

namespace Bifrost.Stack.Containers;

/// <summary>What <c>docker info</c> says of the engine.</summary>
/// <param name="Version">As the engine writes it, such as <c>20.10.24+dfsg1</c>.</param>
/// <param name="Memory">Bytes that containers can have together.</param>
internal sealed record EngineFacts(string Version, long Memory, string Architecture, string System)
{
    /// <exception cref="StackException">It is no such answer.</exception>
    public static EngineFacts Parse(string json)
    {
        try
        {
            using var info = JsonDocument.Parse(json);
            var root = info.RootElement;
            return new EngineFacts(Text(root, "ServerVersion"), root.GetProperty("MemTotal").GetInt64(), Text(root, "Architecture"), Text(root, "OperatingSystem"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw StackException.EngineNotUnderstood(e);
        }
    }

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? "";
}
