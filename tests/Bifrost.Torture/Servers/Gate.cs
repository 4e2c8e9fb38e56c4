using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Bifrost.Torture.Servers;

/// <summary>The network between workers and one server: a port that leads to it, and can be cut, held up, led elsewhere, or lose a COMMIT or the answer to one.</summary>
internal sealed class Gate : IAsyncDisposable
{
    private const int BufferBytes = 64 << 10;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<GateLink, bool> _links = [];
    private readonly Task _accepting;
    private TaskCompletionSource? _held;
    private CommitTrap? _trap;

    public Gate(int port)
    {
        LeadsTo = port;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Task.Run(AcceptAsync);
    }

    public int Port { get; }

    /// <summary>Where new connections go.</summary>
    public int LeadsTo { get; set; }

    /// <summary>Resets every connection that is open.</summary>
    /// <returns>How many.</returns>
    public int Cut()
    {
        var links = _links.Keys.ToList();
        foreach (var link in links)
            link.Reset();
        return links.Count;
    }

    /// <summary>Nothing passes until what comes back is disposed of.</summary>
    public IDisposable Hold()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _held = held;
        return new Release(this, held);
    }

    /// <summary>The next COMMIT is not delivered, or is and its answer is not; its connection ends. True when it happened.</summary>
    public async Task<bool> LoseCommitAsync(bool isDelivered, TimeSpan limit)
    {
        var trap = new CommitTrap(isDelivered);
        _trap = trap;
        try
        {
            await trap.Sprung.Task.WaitAsync(limit);
            return true;
        }
        catch (TimeoutException)
        {
            return Interlocked.CompareExchange(ref _trap, null, trap) != trap;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        Cut();
    }

    internal Task OpenAsync() => _held?.Task ?? Task.CompletedTask;

    /// <summary>The trap, where this is a COMMIT and one is set; it is set for one COMMIT only.</summary>
    internal CommitTrap? TrapFor(ReadOnlySpan<byte> sent) => _trap is not null && sent.IndexOf("COMMIT\0"u8) >= 0 ? Interlocked.Exchange(ref _trap, null) : null;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync();
                _ = Task.Run(() => LinkAsync(client));
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // The listener was stopped.
            _listener.Dispose();
        }
    }

    private async Task LinkAsync(Socket client)
    {
        using var link = new GateLink(this, client, BufferBytes);
        _links.TryAdd(link, true);
        await link.RunAsync(LeadsTo);
        _links.TryRemove(link, out _);
    }

    private sealed class Release(Gate gate, TaskCompletionSource held) : IDisposable
    {
        public void Dispose()
        {
            gate._held = null;
            held.TrySetResult();
        }
    }
}

/// <param name="isDelivered">The server gets the COMMIT, and answers.</param>
internal sealed class CommitTrap(bool isDelivered)
{
    public bool IsDelivered { get; } = isDelivered;

    public TaskCompletionSource Sprung { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
