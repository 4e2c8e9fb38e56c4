using Microsoft.AspNetCore.Http;

namespace Bifrost.Worker.Rest;

/// <summary>One method of one path. <c>{n}</c> in the path stands for one segment; parameters come in the order of the path.</summary>
internal sealed record Endpoint(string Method, string Path, Func<RestCall, Task> Handle)
{
    private readonly string[] _segments = Split(Path);

    /// <summary>The type of its answer.</summary>
    public string Produces { get; init; } = "application/json";

    /// <summary>The segments that stand for a parameter, or null where the path is another one.</summary>
    public IReadOnlyList<string>? Match(IReadOnlyList<string> segments)
    {
        if (segments.Count != _segments.Length)
            return null;
        var parameters = new List<string>();
        for (var i = 0; i < _segments.Length; i++)
        {
            if (_segments[i].StartsWith('{'))
                parameters.Add(segments[i]);
            else if (_segments[i] != segments[i])
                return null;
        }

        return parameters;
    }

    public static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>One request and its answer.</summary>
internal sealed class RestCall(HttpContext http, IReadOnlyList<string> parameters)
{
    public HttpContext Http { get; } = http;

    public CancellationToken Cancellation => Http.RequestAborted;

    /// <summary>The name of the connector, plugin or logger in the path.</summary>
    public string Name => parameters[0];

    /// <summary>The number of the task in the path.</summary>
    /// <exception cref="ConnectError">Not a number: there is no such path.</exception>
    public int Task => int.TryParse(parameters[1], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : throw ConnectError.Http(StatusCodes.Status404NotFound, "Not Found");

    /// <summary>Anything but <c>true</c> is false, as Java reads it.</summary>
    public bool Flag(string query, bool otherwise = false) =>
        Http.Request.Query.TryGetValue(query, out var value) ? string.Equals(value.ToString(), "true", StringComparison.OrdinalIgnoreCase) : otherwise;

    public Task<JsonBody> BodyAsync() => JsonBody.ReadAsync(Http.Request, Cancellation);

    public Task AnswerAsync<T>(T body, int status = StatusCodes.Status200OK) => RestAnswer.WriteAsync(Http.Response, body, status);

    public void AnswerEmpty(int status) => Http.Response.StatusCode = status;

    /// <summary>Says where a new connector is.</summary>
    public void Locate(string connector) =>
        Http.Response.Headers.Location = $"{Http.Request.Scheme}://{Http.Request.Host}/connectors/{Uri.EscapeDataString(connector)}";
}
