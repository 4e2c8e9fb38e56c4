using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Client;

/// <summary>A successful answer, and how the others are read.</summary>
internal sealed partial record ConnectAnswer(HttpStatusCode Status, string Body)
{
    /// <summary>How Connect begins what it says during a rebalance (<c>RebalanceNeededException</c> and the request handler's conflict).</summary>
    private static readonly string[] RebalancePhrases =
        ["Cannot complete request momentarily", "Cannot complete request because of a conflicting operation", "Request cannot be completed because a rebalance is expected"];

    /// <summary>What an error answer means.</summary>
    public static ConnectException Failure(ConnectEndpoint endpoint, ConnectRequest request, HttpStatusCode status, string body)
    {
        var message = MessageOf(body);
        // A page that asks for a login is that of a server before Connect, which has the logins; one that forbids may be anybody's.
        if (status == HttpStatusCode.Unauthorized || (status is HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired && !IsHtml(body)))
            return ConnectException.Denied(endpoint, request.ToString(), status, message ?? (body.Trim() is { Length: > 0 and < 200 } text && !IsHtml(text) ? text : null));
        if (status == HttpStatusCode.ServiceUnavailable || (status == HttpStatusCode.NotFound && IsBareServer(body)))
            return ConnectException.Starting(endpoint, request.ToString(), status, message is null ? Describe(body) : $"'{message}'");
        return message is null
            ? ConnectException.NotConnect(endpoint, request.ToString(), status, Describe(body))
            : ConnectException.Answered(KindOf(status, message), endpoint, request.ToString(), status, message);
    }

    /// <summary>A body that is not what was expected, in words that hold none of it.</summary>
    public static string Describe(string body) => body.Trim() switch
    {
        "" => "an empty body",
        var text when IsHtml(text) => "an HTML page",
        ['{' or '[', ..] => "JSON of another shape",
        _ => "a body that is not JSON",
    };

    private static ConnectFailure KindOf(HttpStatusCode status, string message) => status switch
    {
        HttpStatusCode.NotFound => ConnectFailure.NotFound,
        HttpStatusCode.BadRequest => ConnectFailure.Rejected,
        HttpStatusCode.Conflict when message.EndsWith("already exists", StringComparison.Ordinal) => ConnectFailure.AlreadyExists,
        HttpStatusCode.Conflict => IsRebalance(message) ? ConnectFailure.Rebalancing : ConnectFailure.Conflict,
        HttpStatusCode.InternalServerError when IsRebalance(message) => ConnectFailure.Rebalancing,
        _ => ConnectFailure.Failed,
    };

    // By Connect's own phrases, at the start: a refusal may hold the word as part of a connector's name.
    private static bool IsRebalance(string message) => RebalancePhrases.Any(phrase => message.StartsWith(phrase, StringComparison.OrdinalIgnoreCase));

    private static string? MessageOf(string body)
    {
        try
        {
            var error = body.TrimStart().StartsWith('{') ? JsonSerializer.Deserialize<ErrorMessage>(body) : null;
            return error is null || error.ErrorCode == 0 ? null : WithoutConfiguration(error.Message ?? "no message");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Connect up to 4.3 prints the whole configuration, with its secrets, when the class is missing.</summary>
    private static string WithoutConfiguration(string message) => PrintedConfiguration().Replace(message, "$1$2");

    // A worker that starts has its server up for some seconds before its API: Jetty's own page answers meanwhile (seen with 4.3).
    private static bool IsBareServer(string body) => IsHtml(body) && body.Contains("HTTP ERROR 404", StringComparison.Ordinal);

    private static bool IsHtml(string body) => body.TrimStart().StartsWith('<');

    [GeneratedRegex(@"(Connector config )\{.*\} (contains no connector type)", RegexOptions.Singleline)]
    private static partial Regex PrintedConfiguration();
}
