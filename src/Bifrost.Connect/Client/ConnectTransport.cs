using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using Flurl.Http;
using Polly;

namespace Bifrost.Connect.Client;

/// <summary>Sends one request and makes of every failure a <see cref="ConnectException"/>.</summary>
internal sealed class ConnectTransport : IDisposable
{
    private readonly ConnectEndpoint _endpoint;
    private readonly TimeSpan _timeout;
    private readonly FlurlClient _client;
    private readonly ResiliencePipeline _retry;

    public ConnectTransport(ConnectEndpoint endpoint, ConnectClientOptions options, TimeProvider time)
    {
        _endpoint = endpoint;
        _timeout = options.Timeout;
        _retry = ConnectRetry.Pipeline(options, time);
        _client = new FlurlClient(new HttpClient(Handler(endpoint)) { Timeout = Timeout.InfiniteTimeSpan });
        if (endpoint.User is not null)
            _client.WithBasicAuth(endpoint.User, endpoint.Password ?? "");
    }

    /// <summary>Sends until the request is answered or the failure is not one to repeat.</summary>
    /// <exception cref="ConnectException">Any status but 2xx, or no answer.</exception>
    public async Task<ConnectAnswer> SendAsync(ConnectRequest request, CancellationToken cancellation) =>
        await _retry.ExecuteAsync(async token => await SendOnceAsync(request, token).ConfigureAwait(false), cancellation).ConfigureAwait(false);

    /// <summary>As <see cref="SendAsync"/>, and the body read.</summary>
    public async Task<T> SendAsync<T>(ConnectRequest request, CancellationToken cancellation)
    {
        var answer = await SendAsync(request, cancellation).ConfigureAwait(false);
        try
        {
            return ConnectJson.Read<T>(answer.Body);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw ConnectException.NotConnect(_endpoint, request.ToString(), answer.Status, ConnectAnswer.Describe(answer.Body), e);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<ConnectAnswer> SendOnceAsync(ConnectRequest request, CancellationToken cancellation)
    {
        try
        {
            using var content = request.Body is null ? null : new StringContent(request.Body, Encoding.UTF8, "application/json");
            using var response = await _client.Request(request.Url(_endpoint.Url)).WithHeader("Accept", "application/json").WithTimeout(_timeout).AllowAnyHttpStatus()
                .SendAsync(request.Method, content, cancellation).ConfigureAwait(false);
            var body = await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
            return response.IsSuccessStatusCode || request.Welcome.Contains(response.StatusCode)
                ? new ConnectAnswer(response.StatusCode, body)
                : throw ConnectAnswer.Failure(_endpoint, request, response.StatusCode, body);
        }
        catch (FlurlHttpTimeoutException e) when (!cancellation.IsCancellationRequested)
        {
            throw ConnectException.TimedOut(_endpoint, request.ToString(), _timeout, e);
        }
        catch (Exception e) when (e is FlurlHttpException or HttpRequestException or IOException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw Failure(request.ToString(), e);
        }
    }

    private ConnectException Failure(string request, Exception error) => error switch
    {
        _ when CausesOf(error).OfType<AuthenticationException>().FirstOrDefault() is { } untrusted => ConnectException.Untrusted(_endpoint, request, CertificateTrust.Reason(untrusted), error),
        _ when CausesOf(error).Any(static cause => cause is SocketException { SocketErrorCode: SocketError.ConnectionRefused }) => ConnectException.Unreachable(ConnectFailure.Refused, _endpoint, request, error),
        _ when CausesOf(error).Any(IsDrop) => ConnectException.Dropped(_endpoint, request, error),
        _ => ConnectException.Unreachable(ConnectFailure.Unreachable, _endpoint, request, error),
    };

    private static bool IsDrop(Exception cause) => cause is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown }
        or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse }
        or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse };

    private static IEnumerable<Exception> CausesOf(Exception error)
    {
        for (Exception? current = error; current is not null; current = current.InnerException)
            yield return current;
    }

    private static SocketsHttpHandler Handler(ConnectEndpoint endpoint)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        if (endpoint.CaFile is { } file)
            handler.SslOptions.CertificateChainPolicy = CertificateTrust.Of(file, endpoint);
        return handler;
    }
}
