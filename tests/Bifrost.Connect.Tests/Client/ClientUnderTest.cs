using Bifrost.Connect.Client;

namespace Bifrost.Connect.Tests.Client;

/// <summary>Clients that do not wait between attempts.</summary>
internal static class ClientUnderTest
{
    public static readonly ConnectClientOptions Impatient = new()
    {
        Timeout = TimeSpan.FromSeconds(20),
        RefusedRetries = 2,
        RebalanceRetries = 4,
        StartingRetries = 3,
        DroppedRetries = 2,
        FirstDelay = TimeSpan.FromMilliseconds(1),
        LongestDelay = TimeSpan.FromMilliseconds(1),
    };

    public static ConnectClient For(Uri url, string? user = null, string? password = null) =>
        new(new ConnectEndpoint("embedded", url, user, password) { WhenUnreachable = "Start it with `bifrost up`." }, Impatient, TimeProvider.System);
}
