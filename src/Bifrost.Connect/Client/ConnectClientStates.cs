using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Client;

/// <summary>The states that can be asked for.</summary>
public static class ConnectClientStates
{
    /// <summary>Asks for RUNNING, PAUSED or STOPPED; the connector gets there later.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Any other state cannot be asked for.</exception>
    public static Task EnterAsync(this IConnectClient client, string name, ConnectorState state, CancellationToken cancellation) => state switch
    {
        ConnectorState.Running => client.ResumeAsync(name, cancellation),
        ConnectorState.Paused => client.PauseAsync(name, cancellation),
        ConnectorState.Stopped => client.StopAsync(name, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Only RUNNING, PAUSED and STOPPED can be asked for."),
    };
}
