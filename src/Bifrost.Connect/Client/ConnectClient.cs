using System.Net;
using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Client;

/// <inheritdoc cref="IConnectClient"/>
public sealed partial class ConnectClient(ConnectEndpoint endpoint, ConnectClientOptions options, TimeProvider time) : IConnectClient
{
    private readonly ConnectTransport _transport = new(endpoint, options, time);

    public ConnectEndpoint Endpoint => endpoint;

    public Task<ServerInfo> GetServerAsync(CancellationToken cancellation) => _transport.SendAsync<ServerInfo>(ConnectRequest.Get(), cancellation);

    public Task<WorkerStatus> GetHealthAsync(CancellationToken cancellation) => _transport.SendAsync<WorkerStatus>(
        ConnectRequest.Get("health") with { Welcome = [HttpStatusCode.ServiceUnavailable, HttpStatusCode.InternalServerError] }, cancellation);

    public async Task<IReadOnlyList<string>> ListConnectorsAsync(CancellationToken cancellation) =>
        await _transport.SendAsync<string[]>(ConnectRequest.Get("connectors"), cancellation).ConfigureAwait(false);

    public async Task<IReadOnlyDictionary<string, ExpandedConnector>> ExpandConnectorsAsync(CancellationToken cancellation) =>
        await _transport.SendAsync<Dictionary<string, ExpandedConnector>>(ConnectRequest.Get("connectors").Asking("expand", "status").Asking("expand", "info"), cancellation)
            .ConfigureAwait(false);

    public Task<ConnectorInfo?> FindConnectorAsync(string name, CancellationToken cancellation) => FindAsync<ConnectorInfo>(ConnectRequest.Get("connectors", name), cancellation);

    public Task<ConnectorInfo> CreateConnectorAsync(CreateConnectorRequest request, CancellationToken cancellation) =>
        _transport.SendAsync<ConnectorInfo>(ConnectRequest.Post("connectors").With(request), cancellation);

    public Task<ConnectorInfo> PutConfigAsync(string name, IReadOnlyDictionary<string, string> config, CancellationToken cancellation) =>
        _transport.SendAsync<ConnectorInfo>(ConnectRequest.Put("connectors", name, "config").With(config), cancellation);

    public Task<ConnectorInfo> PatchConfigAsync(string name, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellation) =>
        _transport.SendAsync<ConnectorInfo>(ConnectRequest.Patch("connectors", name, "config").With(changes), cancellation);

    public async Task<bool> DeleteConnectorAsync(string name, CancellationToken cancellation)
    {
        try
        {
            await _transport.SendAsync(ConnectRequest.Delete("connectors", name), cancellation).ConfigureAwait(false);
            return true;
        }
        catch (ConnectException e) when (e.Failure == ConnectFailure.NotFound)
        {
            return false;
        }
    }

    public void Dispose() => _transport.Dispose();

    private async Task<T?> FindAsync<T>(ConnectRequest request, CancellationToken cancellation) where T : class
    {
        try
        {
            return await _transport.SendAsync<T>(request, cancellation).ConfigureAwait(false);
        }
        catch (ConnectException e) when (e.Failure == ConnectFailure.NotFound)
        {
            return null;
        }
    }
}
