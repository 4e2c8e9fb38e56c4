using System.Net;
using System.Text.Json;

namespace Bifrost.Stack.Embedded;

/// <summary>Asks a worker's <c>GET /health</c>.</summary>
internal static class WorkerHealth
{
    public const string Healthy = "healthy";

    public const string Silent = "silent";

    /// <summary>A worker that answers at all answers well within this.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>The status that it gives, <see cref="Silent"/> where nothing answers. A worker that asks who we are is up: <see cref="Healthy"/>.</summary>
    public static async Task<string> AskAsync(Uri url, CancellationToken cancellation)
    {
        using var client = new HttpClient { Timeout = Limit };
        try
        {
            using var answer = await client.GetAsync(new Uri(url, "health"), cancellation).ConfigureAwait(false);
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
                return Healthy;
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
            return body.RootElement.TryGetProperty("status", out var status) ? status.GetString() ?? Silent : Silent;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return Silent;
        }
    }
}
