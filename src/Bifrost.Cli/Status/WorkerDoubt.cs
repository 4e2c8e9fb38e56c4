using Bifrost.Cli.Lag;
using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;

namespace Bifrost.Cli.Status;

/// <summary>
/// Whether a Connect worker's word on states can be believed. It answers from memory: with its broker gone it goes on to say RUNNING for ever, while <c>/health</c>, which needs the
/// worker to do something, is unhealthy after 10 s, or not answered.
/// </summary>
internal static class WorkerDoubt
{
    /// <returns>Why it cannot be believed, as a sentence; null where it can. Before Kafka 3.9 nothing tells, and it is believed.</returns>
    public static async Task<string?> ReadAsync(IConnectClient client, CancellationToken cancellation)
    {
        var answer = await BoundedCall.AskAsync(async token =>
        {
            try
            {
                return await client.GetHealthAsync(token).ConfigureAwait(false);
            }
            catch (ConnectException e) when (e.Failure == ConnectFailure.NotFound)
            {
                return new WorkerStatus("healthy", "");
            }
        }, LagReader.Limit, client.Endpoint, cancellation).ConfigureAwait(false);
        return answer switch
        {
            { Value: null } => $"the worker's health check does not succeed ({answer.Fault}). Look whether its Kafka broker runs.",
            { Value.Status: "healthy" } => null,
            { Value: var status } => $"the worker calls itself {status.Status}. Look whether its Kafka broker runs.",
        };
    }
}
