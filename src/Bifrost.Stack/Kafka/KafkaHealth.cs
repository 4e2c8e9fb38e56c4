using System.Buffers.Binary;
using System.Net.Sockets;
using Bifrost.Stack.Embedded;

namespace Bifrost.Stack.Kafka;

/// <summary>Asks a part whether it answers, in the words of <see cref="WorkerHealth"/>.</summary>
internal static class KafkaHealth
{
    /// <summary>A part that answers at all answers well within this.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>
    /// <c>ApiVersions</c>, version 0, the request that every broker answers to every client: length, key 18, version, correlation, no client name.
    /// An open port alone says less: a broker listens before it takes requests.
    /// </summary>
    private static readonly byte[] ApiVersions = [0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 0xFF, 0xFF];

    private const int Correlation = 1;

    public static Task<string> BrokerAsync(Uri address, CancellationToken cancellation) => WithinAsync(async limited =>
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, limited).ConfigureAwait(false);
        await client.GetStream().WriteAsync(ApiVersions, limited).ConfigureAwait(false);
        // Length, correlation, error code.
        var head = new byte[10];
        await client.GetStream().ReadExactlyAsync(head, limited).ConfigureAwait(false);
        return BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4)) == Correlation && BinaryPrimitives.ReadInt16BigEndian(head.AsSpan(8)) == 0;
    }, cancellation);

    public static Task<string> RegistryAsync(Uri address, CancellationToken cancellation) => WithinAsync(async limited =>
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(address, "subjects"), limited).ConfigureAwait(false);
        return answer.IsSuccessStatusCode;
    }, cancellation);

    private static async Task<string> WithinAsync(Func<CancellationToken, Task<bool>> ask, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(Limit);
        try
        {
            return await ask(limited.Token).ConfigureAwait(false) ? WorkerHealth.Healthy : WorkerHealth.Silent;
        }
        catch (Exception e) when (e is SocketException or IOException or HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return WorkerHealth.Silent;
        }
    }
}
