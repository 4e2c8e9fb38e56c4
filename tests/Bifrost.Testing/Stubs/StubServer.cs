using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bifrost.Testing.Stubs;

/// <summary>What a test's client sent.</summary>
/// <param name="Path">As it came over the wire, still percent-encoded, with its query.</param>
public sealed record StubRequest(string Method, string Path, string Body, string? Authorization)
{
    public override string ToString() => $"{Method} {Path}";
}

public sealed record StubAnswer(int Status, string Body, string ContentType = "application/json")
{
    public static StubAnswer Error(int status, string message) => new(status, System.Text.Json.JsonSerializer.Serialize(new { error_code = status, message }));
}

/// <summary>An HTTP server on a free port of the loopback: it hands every request to one function, and remembers them in order.</summary>
public sealed class StubServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Func<StubRequest, StubAnswer> _answer;
    private readonly ConcurrentQueue<StubRequest> _requests = new();

    /// <param name="port">Zero for any that is free.</param>
    public StubServer(Func<StubRequest, StubAnswer> answer, int port = 0)
    {
        _answer = answer;
        (_listener, Url) = Listen(port);
        _ = Task.Run(ServeAsync);
    }

    public Uri Url { get; }

    public IReadOnlyList<StubRequest> Requests => [.. _requests];

    /// <summary>A port that nothing listens on.</summary>
    public static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    public void Dispose() => _listener.Close();

    private static (HttpListener Listener, Uri Url) Listen(int port)
    {
        // Another process may take the port between the two calls; then the next one is tried.
        for (var attempt = 0; ; attempt++)
        {
            var listener = new HttpListener();
            var url = new Uri($"http://127.0.0.1:{(port == 0 ? FreePort() : port)}/");
            listener.Prefixes.Add(url.ToString());
            try
            {
                listener.Start();
                return (listener, url);
            }
            catch (HttpListenerException) when (attempt < 10)
            {
                listener.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
            await ServeAsync(context).ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var request = new StubRequest(context.Request.HttpMethod, context.Request.RawUrl!, await reader.ReadToEndAsync().ConfigureAwait(false), context.Request.Headers["Authorization"]);
        _requests.Enqueue(request);
        var answer = _answer(request);
        try
        {
            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = answer.ContentType;
            context.Response.Close(Encoding.UTF8.GetBytes(answer.Body), willBlock: true);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The client went away; that is its test's business.
            context.Response.Abort();
        }
    }
}
