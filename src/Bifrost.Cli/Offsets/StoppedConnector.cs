using Bifrost.Cli.Project;
using Bifrost.Cli.Shell;
using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;
using Bifrost.Connect.Plan;

namespace Bifrost.Cli.Offsets;

/// <summary>Offsets change only while a connector is STOPPED (KIP-875). With <c>--stop</c> it is stopped for the change, and afterwards has the state that it had, also when the change failed.</summary>
internal sealed class StoppedConnector(IConnectClient client, string name, TimeSpan limit, Invocation invocation)
{
    /// <summary>What Connect answers while the tasks of a sink that was just stopped still leave their consumer group.</summary>
    private const string StillLeaving = "its tasks haven't stopped completely yet";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <param name="stop">Stop it first where it is not stopped.</param>
    /// <exception cref="CommandException">It is not there, not stopped, or does not come to a stop.</exception>
    public async Task<string> ChangeAsync(bool stop, Func<Task<string>> change, CancellationToken cancellation)
    {
        var before = await StateAsync(cancellation).ConfigureAwait(false);
        if (before == ConnectorState.Stopped)
            return await AnsweredAsync(change, cancellation).ConfigureAwait(false);
        if (!stop)
            throw new CommandException($"'{name}' is {before.ToString().ToUpperInvariant()}; its offsets can be changed only while it is STOPPED. "
                + $"Give --stop, which stops it for the change; or stop it with `bifrost stop {name}`, and `bifrost resume {name}` afterwards.");
        try
        {
            await client.StopAsync(name, cancellation).ConfigureAwait(false);
            await ReachAsync(ConnectorState.Stopped, cancellation).ConfigureAwait(false);
            return await AnsweredAsync(change, cancellation).ConfigureAwait(false);
        }
        finally
        {
            // Also after Ctrl-C: a connector that was only to be stopped for a moment must not stay so.
            await RestoreAsync(before).ConfigureAwait(false);
        }
    }

    private async Task<ConnectorState> StateAsync(CancellationToken cancellation)
    {
        if (await client.FindConnectorAsync(name, cancellation).ConfigureAwait(false) is null)
            throw ConnectorFaults.Unknown(name, client.Endpoint, await client.ListConnectorsAsync(cancellation).ConfigureAwait(false));
        return (await client.FindStatusAsync(name, cancellation).ConfigureAwait(false))?.Connector.State ?? ConnectorState.Unassigned;
    }

    private async Task<string> AnsweredAsync(Func<Task<string>> change, CancellationToken cancellation)
    {
        var start = invocation.Terminal.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return await change().ConfigureAwait(false);
            }
            catch (ConnectException e) when (e.Answer?.Contains(StillLeaving, StringComparison.Ordinal) == true && invocation.Terminal.Time.GetElapsedTime(start) < limit)
            {
                await Task.Delay(Pause, invocation.Terminal.Time, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task RestoreAsync(ConnectorState before)
    {
        try
        {
            if (before == ConnectorState.Paused)
                await client.PauseAsync(name, CancellationToken.None).ConfigureAwait(false);
            else
                await client.ResumeAsync(name, CancellationToken.None).ConfigureAwait(false);
            await ReachAsync(before == ConnectorState.Paused ? ConnectorState.Paused : ConnectorState.Running, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ConnectException or CommandException)
        {
            // What stopped the change, if anything did, is the message of the command; this is one more.
            invocation.Messages.Error($"'{name}' was stopped for the change and does not come back: {e.Message} Look at `bifrost status {name}`.");
        }
    }

    private async Task ReachAsync(ConnectorState state, CancellationToken cancellation)
    {
        var wanted = new Dictionary<string, ConnectorState?>(StringComparer.Ordinal) { [name] = state };
        var health = (await new RunningWait(client, new ApplyOptions { Timeout = limit, SettledLooks = 1 }, invocation.Terminal.Time).WaitAsync(wanted, cancellation).ConfigureAwait(false))[name];
        if (health.Reason is { } reason)
            throw new CommandException($"{name}: {reason}");
    }
}
