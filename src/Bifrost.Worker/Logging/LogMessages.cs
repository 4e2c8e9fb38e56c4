using Bifrost.Replication.Signals;
using Microsoft.Extensions.Logging;

namespace Bifrost.Worker.Logging;

/// <summary>Every line that the worker logs. Ids: 1000 host, 1100 requests, 1200 connectors, 1300 streams, 1400 clean-ups, 1500 storage. Names, counts and reasons only; no value of a configuration, no row.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1000, LogLevel.Information, "Worker listens on {url}; state in {folder}")]
    public static partial void Started(ILogger logger, string url, string folder);

    [LoggerMessage(1001, LogLevel.Information, "Worker stopped")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(1002, LogLevel.Warning, "Worker listens on {host} without authentication: whoever reaches it can change connectors")]
    public static partial void OpenToAll(ILogger logger, string host);

    [LoggerMessage(1100, LogLevel.Debug, "{method} {path} -> {status}")]
    public static partial void Answered(ILogger logger, string method, string path, int status);

    [LoggerMessage(1101, LogLevel.Error, "{method} {path} failed")]
    public static partial void RequestFailed(ILogger logger, string method, string path, Exception exception);

    [LoggerMessage(1200, LogLevel.Information, "Connector {connector} is {state}")]
    public static partial void ConnectorState(ILogger logger, string connector, string state);

    [LoggerMessage(1201, LogLevel.Warning, "Connector {connector}: the key {key} is not known to its class and is ignored")]
    public static partial void UnknownKey(ILogger logger, string connector, string key);

    [LoggerMessage(1202, LogLevel.Information, "Connector {connector}: the key {key} has no effect here. {reason}")]
    public static partial void KeyWithoutEffect(ILogger logger, string connector, string key, string reason);

    [LoggerMessage(1203, LogLevel.Warning, "Connector {connector}: the key {key} holds a secret in plain text; write a reference such as ${{env:NAME}}")]
    public static partial void PlainSecret(ILogger logger, string connector, string key);

    [LoggerMessage(1204, LogLevel.Error, "Task {connector}-0 failed: {reason}")]
    public static partial void TaskFailed(ILogger logger, string connector, string reason);

    [LoggerMessage(1205, LogLevel.Warning, "Source {connector} is not ready and is tried again: {reason}")]
    public static partial void SourceNotReady(ILogger logger, string connector, string reason);

    [LoggerMessage(1206, LogLevel.Information, "Connector {connector} was deleted")]
    public static partial void ConnectorDeleted(ILogger logger, string connector);

    [LoggerMessage(1207, LogLevel.Critical, "Bringing the tasks to their states failed, which is a fault of Bifrost")]
    public static partial void RoundFailed(ILogger logger, Exception exception);

    [LoggerMessage(1300, LogLevel.Information, "Sink {sink} follows source {source}")]
    public static partial void StreamStarted(ILogger logger, string sink, string source);

    [LoggerMessage(1301, LogLevel.Information, "Sink {sink} no longer follows source {source}")]
    public static partial void StreamEnded(ILogger logger, string sink, string source);

    [LoggerMessage(1302, LogLevel.Warning, "Sink {sink}: {warning}")]
    public static partial void TransformWarning(ILogger logger, string sink, string warning);

    [LoggerMessage(1303, LogLevel.Critical, "Sink {sink} ended in a way that is a fault of Bifrost")]
    public static partial void StreamFault(ILogger logger, string sink, Exception exception);

    [LoggerMessage(1304, LogLevel.Information, "Sink {sink}: signal {type} {id} is {state}. {message}")]
    public static partial void SignalTaken(ILogger logger, string sink, string type, string id, SignalState state, string message);

    [LoggerMessage(1305, LogLevel.Warning, "Sink {sink}: signal {type} {id} is refused. {message}")]
    public static partial void SignalRefused(ILogger logger, string sink, string type, string id, string message);

    [LoggerMessage(1306, LogLevel.Warning, "Sink {sink}: {reason}")]
    public static partial void WalPressure(ILogger logger, string sink, string reason);

    [LoggerMessage(1307, LogLevel.Information, "Sink {sink}: its slot on source {source} keeps little WAL again")]
    public static partial void WalPressureIsOver(ILogger logger, string sink, string source);

    [LoggerMessage(1400, LogLevel.Information, "Slot and position of the deleted sink {sink} on source {source} were dropped")]
    public static partial void CleanedUp(ILogger logger, string sink, string source);

    [LoggerMessage(1401, LogLevel.Warning, "Slot and position of the deleted sink {sink} on source {source} cannot be dropped yet, and this is tried again: {reason}")]
    public static partial void CleanupPending(ILogger logger, string sink, string source, string reason);

    [LoggerMessage(1500, LogLevel.Error, "{reason} It was put aside as {kept}; the connector that it held does not run. Submit its configuration again")]
    public static partial void StateFilePutAside(ILogger logger, string reason, string kept);

    [LoggerMessage(1501, LogLevel.Error, "State could not be saved: {reason}")]
    public static partial void StateNotSaved(ILogger logger, string reason);
}
