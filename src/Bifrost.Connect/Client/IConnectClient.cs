using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Client;

/// <summary>
/// The REST API of a Connect cluster, Kafka's or the embedded worker's. Every call throws <see cref="ConnectException"/> when it fails; requests that met a refused connection
/// or a rebalance have been repeated by then. Names are given as they are and encoded here. No call promises an order of names, offsets or topics.
/// </summary>
public interface IConnectClient : IDisposable
{
    ConnectEndpoint Endpoint { get; }

    Task<ServerInfo> GetServerAsync(CancellationToken cancellation);

    /// <summary>Since Kafka 3.9 (KIP-1017); an unhealthy or starting worker answers 500 or 503, which is no failure here.</summary>
    Task<WorkerStatus> GetHealthAsync(CancellationToken cancellation);

    Task<IReadOnlyList<string>> ListConnectorsAsync(CancellationToken cancellation);

    /// <summary>Every connector with its configuration and status. One whose status is not known yet is left out by Connect.</summary>
    Task<IReadOnlyDictionary<string, ExpandedConnector>> ExpandConnectorsAsync(CancellationToken cancellation);

    /// <summary>Null where there is no such connector.</summary>
    Task<ConnectorInfo?> FindConnectorAsync(string name, CancellationToken cancellation);

    Task<ConnectorInfo> CreateConnectorAsync(CreateConnectorRequest request, CancellationToken cancellation);

    /// <summary>Creates or replaces.</summary>
    Task<ConnectorInfo> PutConfigAsync(string name, IReadOnlyDictionary<string, string> config, CancellationToken cancellation);

    /// <summary>Changes keys; a null value takes the key out. Since Kafka 3.8.</summary>
    Task<ConnectorInfo> PatchConfigAsync(string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellation);

    /// <summary>False where there was none: that is as good as deleted.</summary>
    Task<bool> DeleteConnectorAsync(string name, CancellationToken cancellation);

    /// <summary>Null where no status is known: an unknown name, or one just created.</summary>
    Task<ConnectorStateInfo?> FindStatusAsync(string name, CancellationToken cancellation);

    Task PauseAsync(string name, CancellationToken cancellation);

    Task ResumeAsync(string name, CancellationToken cancellation);

    /// <summary>Since Kafka 3.5.</summary>
    Task StopAsync(string name, CancellationToken cancellation);

    Task RestartAsync(string name, bool includeTasks, bool onlyFailed, CancellationToken cancellation);

    Task<IReadOnlyList<TaskInfo>> ListTasksAsync(string name, CancellationToken cancellation);

    Task<Contracts.TaskStatus> GetTaskStatusAsync(string name, int task, CancellationToken cancellation);

    Task RestartTaskAsync(string name, int task, CancellationToken cancellation);

    /// <summary>Empty for an unknown name, too.</summary>
    Task<IReadOnlyList<string>> ListTopicsAsync(string name, CancellationToken cancellation);

    Task ResetTopicsAsync(string name, CancellationToken cancellation);

    Task<ConnectorOffsets> GetOffsetsAsync(string name, CancellationToken cancellation);

    /// <summary>The connector must be STOPPED.</summary>
    /// <returns>The worker's sentence on what it did.</returns>
    Task<string> AlterOffsetsAsync(string name, ConnectorOffsets offsets, CancellationToken cancellation);

    /// <inheritdoc cref="AlterOffsetsAsync"/>
    Task<string> ResetOffsetsAsync(string name, CancellationToken cancellation);

    Task<IReadOnlyList<PluginInfo>> ListPluginsAsync(bool connectorsOnly, CancellationToken cancellation);

    Task<IReadOnlyList<ConfigKeyInfo>> GetPluginConfigAsync(string plugin, string? version, CancellationToken cancellation);

    /// <summary>Errors are in the answer; only a class that is unknown or missing is a failure.</summary>
    Task<ConfigInfos> ValidateAsync(string plugin, IReadOnlyDictionary<string, string> config, CancellationToken cancellation);

    Task<IReadOnlyDictionary<string, LoggerLevel>> ListLoggersAsync(CancellationToken cancellation);

    Task<LoggerLevel> GetLoggerAsync(string logger, CancellationToken cancellation);

    /// <returns>The loggers that changed; empty with <paramref name="wholeCluster"/>.</returns>
    Task<IReadOnlyList<string>> SetLoggerAsync(string logger, string level, bool wholeCluster, CancellationToken cancellation);

    /// <summary>Null where the cluster is not the embedded worker.</summary>
    Task<IReadOnlyList<StreamInfo>?> FindStreamsAsync(CancellationToken cancellation);

    /// <summary>Slots and positions of deleted connectors that could not be dropped yet; null where the cluster has no such thing.</summary>
    Task<IReadOnlyList<PendingCleanupInfo>?> FindCleanupsAsync(CancellationToken cancellation);
}
