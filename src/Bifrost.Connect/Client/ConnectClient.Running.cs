using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Client;

/// <summary>States, tasks, topics and offsets of a connector that is there.</summary>
public sealed partial class ConnectClient
{
    public Task<ConnectorStateInfo?> FindStatusAsync(string name, CancellationToken cancellation) =>
        FindAsync<ConnectorStateInfo>(ConnectRequest.Get("connectors", name, "status"), cancellation);

    public Task PauseAsync(string name, CancellationToken cancellation) => _transport.SendAsync(ConnectRequest.Put("connectors", name, "pause"), cancellation);

    public Task ResumeAsync(string name, CancellationToken cancellation) => _transport.SendAsync(ConnectRequest.Put("connectors", name, "resume"), cancellation);

    public Task StopAsync(string name, CancellationToken cancellation) => _transport.SendAsync(ConnectRequest.Put("connectors", name, "stop"), cancellation);

    public Task RestartAsync(string name, bool includeTasks, bool onlyFailed, CancellationToken cancellation) => _transport.SendAsync(
        ConnectRequest.Post("connectors", name, "restart").Asking("includeTasks", includeTasks ? "true" : "false").Asking("onlyFailed", onlyFailed ? "true" : "false"), cancellation);

    public async Task<IReadOnlyList<TaskInfo>> ListTasksAsync(string name, CancellationToken cancellation) =>
        await _transport.SendAsync<TaskInfo[]>(ConnectRequest.Get("connectors", name, "tasks"), cancellation).ConfigureAwait(false);

    public Task<Contracts.TaskStatus> GetTaskStatusAsync(string name, int task, CancellationToken cancellation) =>
        _transport.SendAsync<Contracts.TaskStatus>(ConnectRequest.Get("connectors", name, "tasks", Number(task), "status"), cancellation);

    public Task RestartTaskAsync(string name, int task, CancellationToken cancellation) =>
        _transport.SendAsync(ConnectRequest.Post("connectors", name, "tasks", Number(task), "restart"), cancellation);

    public async Task<IReadOnlyList<string>> ListTopicsAsync(string name, CancellationToken cancellation)
    {
        var topics = await _transport.SendAsync<Dictionary<string, ActiveTopics>>(ConnectRequest.Get("connectors", name, "topics"), cancellation).ConfigureAwait(false);
        return topics.TryGetValue(name, out var active) ? active.Topics : [];
    }

    public Task ResetTopicsAsync(string name, CancellationToken cancellation) => _transport.SendAsync(ConnectRequest.Put("connectors", name, "topics", "reset"), cancellation);

    public Task<ConnectorOffsets> GetOffsetsAsync(string name, CancellationToken cancellation) =>
        _transport.SendAsync<ConnectorOffsets>(ConnectRequest.Get("connectors", name, "offsets"), cancellation);

    public async Task<string> AlterOffsetsAsync(string name, ConnectorOffsets offsets, CancellationToken cancellation) =>
        (await _transport.SendAsync<MessageBody>(ConnectRequest.Patch("connectors", name, "offsets").With(offsets), cancellation).ConfigureAwait(false)).Message;

    public async Task<string> ResetOffsetsAsync(string name, CancellationToken cancellation) =>
        (await _transport.SendAsync<MessageBody>(ConnectRequest.Delete("connectors", name, "offsets"), cancellation).ConfigureAwait(false)).Message;

    private static string Number(int task) => task.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
