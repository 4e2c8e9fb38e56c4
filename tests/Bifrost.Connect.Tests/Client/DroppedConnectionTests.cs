using System.Net;
using System.Net.Sockets;
using Bifrost.Connect.Client;

namespace Bifrost.Connect.Tests.Client;

/// <summary>A port that takes connections and ends them before it answers, as a worker does that is just stopping or a proxy whose worker is gone.</summary>
public sealed class DroppedConnectionTests
{
    private TcpListener _listener = null!;
    private int _connections;
    private Task _serving = Task.CompletedTask;

    [SetUp]
    public void Start()
    {
        _connections = 0;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _serving = ServeAsync();
    }

    [TearDown]
    public async Task Stop()
    {
        _listener.Stop();
        await _serving;
    }

    [Test]
    public async Task Only_what_may_be_sent_twice_is_sent_again()
    {
        using var client = ClientUnderTest.For(new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"));
        await FailureAsync(client.RestartAsync("x", true, true, default));
        // .NET by itself sends a request several times whose connection ends without a byte; what counts is how often it was asked to.
        var once = _connections;
        await FailureAsync(client.ListConnectorsAsync(default));
        (_connections - once).ShouldBe(once * (1 + ClientUnderTest.Impatient.DroppedRetries));
    }

    private static async Task FailureAsync(Task call)
    {
        var error = await Should.ThrowAsync<ConnectException>(call);
        error.Failure.ShouldBe(ConnectFailure.Dropped);
        error.Message.ShouldContain("ended the connection before it answered");
        error.Message.ShouldEndWith("Start it with `bifrost up`.");
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var connection = await _listener.AcceptTcpClientAsync();
                _connections++;
                _ = await connection.GetStream().ReadAsync(new byte[4096]);
                connection.LingerState = new LingerOption(_connections % 2 == 0, 0);
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }
}
