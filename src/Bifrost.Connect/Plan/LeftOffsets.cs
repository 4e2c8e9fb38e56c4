using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Plan;

/// <summary>
/// Offsets that an earlier connector of the same name left behind. Kafka Connect keeps them when a connector is deleted (a source's in its offset topic, a sink's as a consumer group),
/// and shows them only once a connector of that name is there again. The embedded worker drops a connector's position with it, and its offsets are never somebody else's.
/// </summary>
internal sealed class LeftOffsets(IConnectClient client, ApplyOptions options, TimeProvider time)
{
    private bool? _keeps;

    /// <summary>Says what a connector that was just created goes on from. Offsets of its own it has none yet: workers write them some seconds after a start.</summary>
    public async Task<IReadOnlyList<string>> TellAsync(DesiredConnector connector, CancellationToken cancellation)
    {
        if (!await KeepsAsync(cancellation).ConfigureAwait(false))
            return [];
        try
        {
            return (await client.GetOffsetsAsync(connector.Name, cancellation).ConfigureAwait(false)).Offsets is { Count: > 0 } left
                ? [OffsetNotes.GoesOn(connector, left)]
                : [];
        }
        catch (ConnectException e) when (e.Failure is ConnectFailure.NotFound or ConnectFailure.NotConnect or ConnectFailure.Failed)
        {
            // Offsets can be asked for since Kafka 3.5; a connector that was created is not a failure for that.
            return [];
        }
    }

    /// <summary>Forgets what is left, and lets a connector that was created STOPPED go where it should be.</summary>
    /// <exception cref="ConnectException">The offsets cannot be reset; the connector stays STOPPED, and its next start goes on from them.</exception>
    public async Task<IReadOnlyList<string>> ResetAsync(DesiredConnector connector, CancellationToken cancellation)
    {
        await new RunningWait(client, options with { SettledLooks = 1, SettleFor = TimeSpan.Zero }, time)
            .WaitAsync(new Dictionary<string, ConnectorState?> { [connector.Name] = ConnectorState.Stopped }, cancellation).ConfigureAwait(false);
        var left = (await client.GetOffsetsAsync(connector.Name, cancellation).ConfigureAwait(false)).Offsets ?? [];
        if (left.Count > 0)
            await client.ResetOffsetsAsync(connector.Name, cancellation).ConfigureAwait(false);
        if (connector.State != ConnectorState.Stopped)
            await client.EnterAsync(connector.Name, connector.State ?? ConnectorState.Running, cancellation).ConfigureAwait(false);
        return left.Count > 0 ? [OffsetNotes.WereReset(connector, left)] : [];
    }

    private async Task<bool> KeepsAsync(CancellationToken cancellation) =>
        _keeps ??= await client.FindStreamsAsync(cancellation).ConfigureAwait(false) is null;
}
