using System.Text.Encodings.Web;
using System.Text.Json;
using Bifrost.Connect.Contracts;
using Microsoft.AspNetCore.Http;

namespace Bifrost.Worker.Rest;

/// <summary>Writes bodies as Connect does.</summary>
internal static class RestAnswer
{
    private const string JsonType = "application/json";

    // The API is no part of a web page: what Jackson leaves as it is, is left as it is.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync<T>(HttpResponse response, T body, int status)
    {
        response.StatusCode = status;
        response.ContentType = JsonType;
        return response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, Json)).AsTask();
    }

    public static Task WriteTextAsync(HttpResponse response, string body, string type)
    {
        response.ContentType = type;
        return response.WriteAsync(body);
    }

    /// <param name="typed">Connect leaves the type away where no resource was reached.</param>
    public static Task WriteErrorAsync(HttpResponse response, int status, string? message, bool typed = true)
    {
        response.StatusCode = status;
        response.ContentType = typed ? JsonType : null;
        return response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new ErrorMessage(status, message), Json)).AsTask();
    }
}
