using Bifrost.Worker.Logging;
using Bifrost.Worker.Routing;
using Bifrost.Worker.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bifrost.Worker.Rest;

/// <summary>Takes each request to its endpoint, and turns every failure into Connect's error body.</summary>
internal sealed class RestServer(IReadOnlyList<Endpoint> endpoints, BasicAuthentication authentication, ILogger log)
{
    private static readonly string[] BodyMethods = ["POST", "PUT", "PATCH"];

    public async Task HandleAsync(HttpContext http)
    {
        try
        {
            if (authentication.Admits(http.Request))
                await DispatchAsync(http).ConfigureAwait(false);
            else
                await BasicAuthentication.ChallengeAsync(http.Response).ConfigureAwait(false);
        }
        catch (ConnectError e)
        {
            await RestAnswer.WriteErrorAsync(http.Response, e.Status, e.Text).ConfigureAwait(false);
        }
        catch (StorageFullException e)
        {
            LogMessages.StateNotSaved(log, e.Message);
            await RestAnswer.WriteErrorAsync(http.Response, StatusCodes.Status500InternalServerError, e.Message).ConfigureAwait(false);
        }
        catch (ConnectorConfigException e)
        {
            await RestAnswer.WriteErrorAsync(http.Response, StatusCodes.Status400BadRequest, e.Message).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
        {
            LogMessages.RequestFailed(log, http.Request.Method, http.Request.Path, e);
            await RestAnswer.WriteErrorAsync(http.Response, StatusCodes.Status500InternalServerError, "The request failed by a fault of Bifrost; the worker's log says more.").ConfigureAwait(false);
        }

        LogMessages.Answered(log, http.Request.Method, http.Request.Path, http.Response.StatusCode);
    }

    private async Task DispatchAsync(HttpContext http)
    {
        var segments = Endpoint.Split(http.Request.Path.Value ?? "");
        var here = endpoints.Select(endpoint => (Endpoint: endpoint, Parameters: endpoint.Match(segments))).Where(static match => match.Parameters is not null).ToList();
        if (here.Count == 0)
        {
            await RestAnswer.WriteErrorAsync(http.Response, StatusCodes.Status404NotFound, "HTTP 404 Not Found", typed: false).ConfigureAwait(false);
            return;
        }

        // HEAD is GET without its body, which the server itself leaves away.
        var method = http.Request.Method == HttpMethods.Head ? HttpMethods.Get : http.Request.Method;
        var match = here.FirstOrDefault(match => match.Endpoint.Method == method);
        if (match.Endpoint is null && method == HttpMethods.Options)
            await AnswerOptionsAsync(http.Response, here.Select(static match => match.Endpoint.Method)).ConfigureAwait(false);
        else if (match.Endpoint is null)
            throw ConnectError.Http(StatusCodes.Status405MethodNotAllowed, "Method Not Allowed");
        else
            await CallAsync(http, match.Endpoint, match.Parameters!).ConfigureAwait(false);
    }

    private static Task CallAsync(HttpContext http, Endpoint endpoint, IReadOnlyList<string> parameters)
    {
        if (BodyMethods.Contains(http.Request.Method) && http.Request.ContentType is { Length: > 0 } type && !IsJson(type))
            throw ConnectError.Http(StatusCodes.Status415UnsupportedMediaType, "Unsupported Media Type");
        if (http.Request.Headers.Accept is { Count: > 0 } accept && !accept.SelectMany(static value => (value ?? "").Split(',')).Any(value => Accepts(value, endpoint.Produces)))
            throw ConnectError.Http(StatusCodes.Status406NotAcceptable, "Not Acceptable");
        return endpoint.Handle(new RestCall(http, parameters));
    }

    private static Task AnswerOptionsAsync(HttpResponse response, IEnumerable<string> methods)
    {
        var allowed = string.Join(",", methods.Append(HttpMethods.Options).SelectMany(static method => method == HttpMethods.Get ? [HttpMethods.Get, HttpMethods.Head] : new[] { method }).Distinct().Order(StringComparer.Ordinal));
        response.Headers.Allow = allowed;
        response.ContentType = "text/plain";
        return response.WriteAsync(allowed);
    }

    private static bool IsJson(string type) => type.Split(';')[0].Trim() is "application/json" or "application/*" or "*/*";

    private static bool Accepts(string type, string produces) =>
        type.Split(';')[0].Trim() is var wanted && (wanted is "" or "*/*" || wanted == produces || wanted == $"{produces.Split('/')[0]}/*");
}
