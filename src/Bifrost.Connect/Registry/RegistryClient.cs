using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Flurl;
using Flurl.Http;

namespace Bifrost.Connect.Registry;

/// <summary>
/// A schema registry over Confluent's REST API, which Apicurio and others speak too. Every call throws <see cref="RegistryException"/> when it fails; nothing is repeated.
/// </summary>
public sealed class RegistryClient : IDisposable
{
    /// <summary>A registry answers from memory; one that takes longer waits for its store.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(20);

    private const string MediaType = "application/vnd.schemaregistry.v1+json";

    private readonly TimeSpan _limit;
    private readonly FlurlClient _client;

    public RegistryClient(RegistryEndpoint endpoint, TimeSpan? limit = null)
    {
        Endpoint = endpoint;
        _limit = limit ?? DefaultLimit;
        _client = new FlurlClient(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan });
        if (endpoint.User is not null)
            _client.WithBasicAuth(endpoint.User, endpoint.Password ?? "");
    }

    public RegistryEndpoint Endpoint { get; }

    public Task<IReadOnlyList<string>> ListSubjectsAsync(CancellationToken cancellation) => AskAsync<IReadOnlyList<string>>(HttpMethod.Get, ["subjects"], null, cancellation);

    public Task<IReadOnlyList<int>> ListVersionsAsync(string subject, CancellationToken cancellation) =>
        AskAsync<IReadOnlyList<int>>(HttpMethod.Get, ["subjects", subject, "versions"], null, cancellation);

    /// <param name="version">A number, or <c>latest</c>.</param>
    public Task<RegisteredSchema> GetSchemaAsync(string subject, string version, CancellationToken cancellation) =>
        AskAsync<RegisteredSchema>(HttpMethod.Get, ["subjects", subject, "versions", version], null, cancellation);

    /// <summary>The level of subjects that have none of their own.</summary>
    public async Task<string> GetGlobalLevelAsync(CancellationToken cancellation) =>
        (await AskAsync<Config>(HttpMethod.Get, ["config"], null, cancellation).ConfigureAwait(false)).Level ?? "BACKWARD";

    /// <summary>The subject's own level; null where it follows the global one.</summary>
    public async Task<string?> FindLevelAsync(string subject, CancellationToken cancellation)
    {
        try
        {
            return (await AskAsync<Config>(HttpMethod.Get, ["config", subject], null, cancellation).ConfigureAwait(false)).Level;
        }
        // Registries before 7 say 40401 for it.
        catch (RegistryException e) when (e.Failure is RegistryFailure.NoLevel or RegistryFailure.NoSubject)
        {
            return null;
        }
    }

    /// <param name="subject">Null for the global level. Need not be there yet.</param>
    public Task SetLevelAsync(string? subject, string level, CancellationToken cancellation) =>
        AskAsync<JsonElement>(HttpMethod.Put, subject is null ? ["config"] : ["config", subject], JsonSerializer.Serialize(new { compatibility = level }), cancellation);

    /// <summary>Whether the schema may become the subject's next version, by the level that holds for it. An unknown subject takes any schema.</summary>
    public Task<CompatibilityVerdict> CheckAsync(string subject, CandidateSchema schema, CancellationToken cancellation) =>
        AskAsync<CompatibilityVerdict>(HttpMethod.Post, ["compatibility", "subjects", subject, "versions"], JsonSerializer.Serialize(schema), cancellation, ("verbose", "true"));

    public void Dispose() => _client.Dispose();

    private async Task<T> AskAsync<T>(HttpMethod method, string[] segments, string? body, CancellationToken cancellation, params (string Name, string Value)[] query)
    {
        var request = $"{method} /{string.Join('/', segments)}";
        var (status, text) = await SendAsync(request, method, AddressOf(segments, query), body, cancellation).ConfigureAwait(false);
        if ((int)status is < 200 or > 299)
            throw RegistryAnswer.Failure(Endpoint, request, (int)status, text);
        try
        {
            return JsonSerializer.Deserialize<T>(text) ?? throw new JsonException("The body is null.");
        }
        catch (JsonException e)
        {
            throw RegistryException.NotRegistry(Endpoint, request, (int)status, RegistryAnswer.Describe(text), e);
        }
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(string request, HttpMethod method, string address, string? body, CancellationToken cancellation)
    {
        try
        {
            using var content = body is null ? null : new StringContent(body, Encoding.UTF8, MediaType);
            using var response = await _client.Request(address).WithHeader("Accept", $"{MediaType}, application/json").WithTimeout(_limit).AllowAnyHttpStatus()
                .SendAsync(method, content, cancellation).ConfigureAwait(false);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
        }
        catch (FlurlHttpTimeoutException e) when (!cancellation.IsCancellationRequested)
        {
            throw RegistryException.TimedOut(Endpoint, request, _limit, e);
        }
        catch (Exception e) when (e is FlurlHttpException or HttpRequestException or IOException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw RegistryException.Unreachable(Endpoint, e.GetBaseException().Message, e);
        }
    }

    /// <summary>Every segment is percent-encoded whole: a subject may hold <c>:</c>, <c>/</c> or any letter.</summary>
    private string AddressOf(string[] segments, (string Name, string Value)[] query)
    {
        var url = new Url(Endpoint.Url.ToString());
        foreach (var segment in segments)
            url.AppendPathSegment(segment, fullyEncode: true);
        foreach (var (name, value) in query)
            url.SetQueryParam(name, value);
        return url.ToString();
    }

    private sealed record Config([property: JsonPropertyName("compatibilityLevel")] string? Level);
}
