using Bifrost.Connect.Contracts;
using Bifrost.Worker.Validation;

namespace Bifrost.Worker.Rest;

/// <summary><c>/</c> and <c>/health</c>.</summary>
internal static class RootResource
{
    /// <param name="clusterId">Kafka's cluster id has no meaning here; the state folder's own id stands in for it.</param>
    public static IEnumerable<Endpoint> Endpoints(string clusterId) =>
    [
        new("GET", "/", call => call.AnswerAsync(new ServerInfo(KeyInfos.ConnectVersion, BifrostWorker.Commit, clusterId))),
        new("GET", "/health", static call => call.AnswerAsync(new WorkerStatus("healthy", "Worker has completed startup and is ready to handle requests."))),
    ];
}
