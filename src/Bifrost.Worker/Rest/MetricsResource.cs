using Bifrost.Worker.Connectors;
using Bifrost.Worker.Metrics;

namespace Bifrost.Worker.Rest;

/// <summary><c>GET /metrics</c>: the figures of <c>/bifrost/streams</c> for Prometheus, behind the same authentication. Connect has nothing like it without a Java agent.</summary>
internal sealed class MetricsResource(StreamFigures figures)
{
    public IEnumerable<Endpoint> Endpoints() => [new("GET", "/metrics", MetricsAsync) { Produces = "text/plain" }];

    private async Task MetricsAsync(RestCall call) =>
        await RestAnswer.WriteTextAsync(call.Http.Response, SinkMetricsText.Of(await figures.ReadAsync().ConfigureAwait(false)), PrometheusText.ContentType).ConfigureAwait(false);
}
