using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bifrost.Connect.Registry;

/// <summary>How an answer that is no success is read.</summary>
internal static class RegistryAnswer
{
    public static RegistryException Failure(RegistryEndpoint endpoint, string request, int status, string body)
    {
        if (status is 401 or 403 or 407)
            return RegistryException.Denied(endpoint, request, status);
        return ErrorOf(body) is var (code, message)
            ? RegistryException.Answered(endpoint, request, code, message)
            : RegistryException.NotRegistry(endpoint, request, status, Describe(body));
    }

    /// <summary>A body that is not what was expected, in words that hold none of it.</summary>
    public static string Describe(string body) => body.Trim() switch
    {
        "" => "an empty body",
        ['<', ..] => "an HTML page",
        ['{' or '[', ..] => "JSON of another shape",
        _ => "a body that is not JSON",
    };

    private static (int Code, string Message)? ErrorOf(string body)
    {
        try
        {
            return body.TrimStart().StartsWith('{') && JsonNode.Parse(body) is JsonObject error && (int?)error["error_code"] is { } code
                ? (code, (string?)error["message"] ?? "no message") : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
