using System.Net;
using System.Net.Sockets;
using Bifrost.Stack.Ports;

namespace Bifrost.Stack.Tests.Ports;

public sealed class LocalPortTests
{
    [Test]
    public void A_port_in_use_is_not_free_and_its_holder_is_found()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        LocalPort.IsFree(port).ShouldBeFalse();
        LocalPort.FindHolder(port).ShouldNotBeNull().ProcessId.ShouldBe(Environment.ProcessId);
        listener.Stop();
        LocalPort.FindHolder(port).ShouldBeNull();
    }
}
