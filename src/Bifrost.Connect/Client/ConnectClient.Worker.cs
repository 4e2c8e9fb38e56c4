using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Client;

/// <summary>Plugins, loggers, and what only the embedded worker has.</summary>
public sealed partial class ConnectClient
{
    public async Task<IReadOnlyList<PluginInfo>> ListPluginsAsync(bool connectorsOnly, CancellationToken cancellation) =>
        await _transport.SendAsync<PluginInfo[]>(ConnectRequest.Get("connector-plugins").Asking("connectorsOnly", connectorsOnly ? "true" : "false"), cancellation).ConfigureAwait(false);

    public async Task<IReadOnlyList<ConfigKeyInfo>> GetPluginConfigAsync(string plugin, string? version, CancellationToken cancellation)
    {
        var request = ConnectRequest.Get("connector-plugins", plugin, "config");
        return await _transport.SendAsync<ConfigKeyInfo[]>(version is null ? request : request.Asking("version", version), cancellation).ConfigureAwait(false);
    }

    public Task<ConfigInfos> ValidateAsync(string plugin, IReadOnlyDictionary<string, string> config, CancellationToken cancellation) =>
        _transport.SendAsync<ConfigInfos>(ConnectRequest.Put("connector-plugins", plugin, "config", "validate").With(config), cancellation);

    public async Task<IReadOnlyDictionary<string, LoggerLevel>> ListLoggersAsync(CancellationToken cancellation) =>
        await _transport.SendAsync<Dictionary<string, LoggerLevel>>(ConnectRequest.Get("admin", "loggers"), cancellation).ConfigureAwait(false);

    public Task<LoggerLevel> GetLoggerAsync(string logger, CancellationToken cancellation) =>
        _transport.SendAsync<LoggerLevel>(ConnectRequest.Get("admin", "loggers", logger), cancellation);

    public async Task<IReadOnlyList<string>> SetLoggerAsync(string logger, string level, bool wholeCluster, CancellationToken cancellation)
    {
        var request = ConnectRequest.Put("admin", "loggers", logger).With(new Dictionary<string, string> { ["level"] = level });
        if (!wholeCluster)
            return await _transport.SendAsync<string[]>(request, cancellation).ConfigureAwait(false);
        await _transport.SendAsync(request.Asking("scope", "cluster"), cancellation).ConfigureAwait(false);
        return [];
    }

    public async Task<IReadOnlyList<PendingCleanupInfo>?> FindCleanupsAsync(CancellationToken cancellation) =>
        await FindAsync<PendingCleanupInfo[]>(ConnectRequest.Get("bifrost", "cleanups"), cancellation).ConfigureAwait(false);

    public async Task<IReadOnlyList<StreamInfo>?> FindStreamsAsync(CancellationToken cancellation) =>
        await FindAsync<StreamInfo[]>(ConnectRequest.Get("bifrost", "streams"), cancellation).ConfigureAwait(false);
}
