using System.Net;
using System.Net.Sockets;
using Bifrost.EndToEnd.Tests.CommandLine;

namespace Bifrost.EndToEnd.Tests.BadInput;

public sealed class PortTests
{
    [TestCase("THOR_PORT", "{0}")]
    [TestCase("BIFROST_EMBEDDED_URL", "http://127.0.0.1:{0}")]
    public async Task A_port_in_use_is_refused_with_the_process_that_has_it_and_no_server_is_made(string variable, string value)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var place = Workplace.WithSample();
        place.Set(variable, string.Format(System.Globalization.CultureInfo.InvariantCulture, value, port));
        await place.MustFailAsync("up", 1, $"Port {port}", $"process {Environment.ProcessId} ", variable);
        Directory.Exists(Path.Combine(place.Folder, ".bifrost", "servers", "thor", "data")).ShouldBeFalse();
    }
}
