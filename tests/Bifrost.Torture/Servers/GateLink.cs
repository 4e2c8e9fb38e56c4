using System.Net;
using System.Net.Sockets;

namespace Bifrost.Torture.Servers;

/// <summary>One connection through a gate.</summary>
internal sealed class GateLink(Gate gate, Socket client, int bufferBytes) : IDisposable
{
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private CommitTrap? _answerIsLost;

    public async Task RunAsync(int port)
    {
        try
        {
            client.NoDelay = true;
            await _server.ConnectAsync(IPAddress.Loopback, port);
            // Either side's end is the end of both.
            await Task.WhenAny(PumpAsync(client, _server, isFromClient: true), PumpAsync(_server, client, isFromClient: false));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The server is down, or the gate was cut.
            Reset();
        }
    }

    /// <summary>Both sides get a reset, not an orderly end.</summary>
    public void Reset()
    {
        foreach (var socket in new[] { client, _server })
            socket.Close(0);
    }

    public void Dispose()
    {
        client.Dispose();
        _server.Dispose();
    }

    private async Task PumpAsync(Socket from, Socket to, bool isFromClient)
    {
        var buffer = new byte[bufferBytes];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0)
            {
                await gate.OpenAsync();
                if (IsLost(buffer.AsSpan(0, read), isFromClient))
                    return;
                for (var sent = 0; sent < read;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other pump ends with it.
            Reset();
        }
    }

    /// <summary>What was read is kept, and the connection reset.</summary>
    private bool IsLost(ReadOnlySpan<byte> read, bool isFromClient)
    {
        var trap = isFromClient ? gate.TrapFor(read) : _answerIsLost;
        if (trap is null)
            return false;
        if (isFromClient && trap.IsDelivered)
        {
            _answerIsLost = trap;
            return false;
        }

        Reset();
        trap.Sprung.TrySetResult();
        return true;
    }
}
