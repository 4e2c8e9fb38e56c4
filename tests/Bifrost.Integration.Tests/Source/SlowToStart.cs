using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Bifrost.Replication.Engine;

namespace Bifrost.Integration.Tests.Source;

/// <summary>In front of a server: holds back its answer to START_REPLICATION until it was asked to cancel, and loses that request.</summary>
internal sealed class SlowToStart : IAsyncDisposable
{
    /// <summary>Of a CancelRequest, where another connection has the protocol's version (PostgreSQL: Message Formats).</summary>
    private const int CancelCode = 80877102;

    private const int HeadLength = 8;

    private readonly DatabaseEndpoint _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _accepting;

    public SlowToStart(DatabaseEndpoint server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public DatabaseEndpoint Endpoint => _server with { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port };

    /// <summary>The stream was asked for, and is not answered.</summary>
    public Task Asked => _asked.Task;

    public bool WasCancelled => _cancelled.Task.IsCompleted;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        // First: a listener that was stopped does not take the next call of Accept, and says so instead of that it was cancelled.
        await _accepting;
        _listener.Stop();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                var head = new byte[HeadLength];
                await client.GetStream().ReadExactlyAsync(head, _end.Token);
                if (BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4)) == CancelCode)
                {
                    _cancelled.TrySetResult();
                    return;
                }

                await server.ConnectAsync(_server.Host, _server.Port, _end.Token);
                await server.GetStream().WriteAsync(head, _end.Token);
                var streams = new TaskCompletionSource();
                await Task.WhenAny(AskAsync(client.GetStream(), server.GetStream(), streams), AnswerAsync(server.GetStream(), client.GetStream(), streams.Task));
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                TestContext.Out.WriteLine($"A connection ended: {e.Message}");
            }
        }
    }

    private async Task AskAsync(NetworkStream from, NetworkStream to, TaskCompletionSource streams)
    {
        var buffer = new byte[65536];
        while (await from.ReadAsync(buffer, _end.Token) is > 0 and var length)
        {
            if (buffer.AsSpan(0, length).IndexOf("START_REPLICATION"u8) >= 0)
            {
                streams.TrySetResult();
                _asked.TrySetResult();
            }

            await to.WriteAsync(buffer.AsMemory(0, length), _end.Token);
        }
    }

    private async Task AnswerAsync(NetworkStream from, NetworkStream to, Task streams)
    {
        var buffer = new byte[65536];
        while (await from.ReadAsync(buffer, _end.Token) is > 0 and var length)
        {
            if (streams.IsCompleted)
                await _cancelled.Task.WaitAsync(_end.Token);
            await to.WriteAsync(buffer.AsMemory(0, length), _end.Token);
        }
    }
}
