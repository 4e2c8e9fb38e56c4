using Bifrost.Connect.Contracts;
using Bifrost.Worker.Connectors;

namespace Bifrost.Worker.Rest;

/// <summary><c>GET /bifrost/streams</c>: what each sink does with each source. Connect has nothing like it.</summary>
internal sealed class StreamsResource(Herder herder, StreamFigures figures)
{
    public IEnumerable<Endpoint> Endpoints() =>
    [
        new("GET", "/bifrost/streams", StreamsAsync),
        new("GET", "/bifrost/cleanups", call => call.AnswerAsync(herder.PendingCleanups.Select(static cleanup => new PendingCleanupInfo(cleanup.SinkName, cleanup.SourceName)))),
    ];

    private async Task StreamsAsync(RestCall call) =>
        await call.AnswerAsync((await figures.ReadAsync().ConfigureAwait(false)).Select(static figure => figure.Info)).ConfigureAwait(false);
}
