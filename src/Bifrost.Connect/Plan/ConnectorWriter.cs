using Bifrost.Connect.Client;
using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Plan;

/// <summary>Makes one connector what a plan says. It is read again right before it is written: what somebody else changed since the plan was made is not overwritten, and what is already so is left alone.</summary>
internal sealed class ConnectorWriter(IConnectClient client, ApplyOptions options, TimeProvider time)
{
    private readonly LeftOffsets _offsets = new(client, options, time);

    /// <param name="desired">Null for a deletion.</param>
    /// <param name="planned">What the plan was made against; null where the connector was not there.</param>
    /// <exception cref="ConnectException">The cluster refuses.</exception>
    public async Task<ConnectorOutcome> WriteAsync(ConnectorChange change, DesiredConnector? desired, ActualConnector? planned, CancellationToken cancellation)
    {
        var now = await ActualConnector.ReadAsync(client, change.Name, cancellation).ConfigureAwait(false);
        if (IsDone(desired, now))
            return new ConnectorOutcome(change.Name, desired is null ? OutcomeKind.Deleted : OutcomeKind.Unchanged, []);
        if (Movement.Between(planned, now, desired?.State is not null) is { } movement)
            return MovedOn(change.Name, movement);
        IReadOnlyList<string> notes = [];
        if (desired is null)
            await client.DeleteConnectorAsync(change.Name, cancellation).ConfigureAwait(false);
        else if (now is not null)
            await UpdateAsync(change, desired, cancellation).ConfigureAwait(false);
        else if (await CreateAsync(desired, cancellation).ConfigureAwait(false) is { } created)
            notes = created;
        else
            return MovedOn(change.Name, "it is there now");
        return new ConnectorOutcome(change.Name, Done(change.Kind), await DifferencesAsync(change.Name, desired, cancellation).ConfigureAwait(false)) { Notes = notes };
    }

    private static bool IsDone(DesiredConnector? desired, ActualConnector? now) => desired is null
        ? now is null
        : now is not null && (desired.State is null || desired.State == now.Target) && ConfigComparison.Compare(desired.Name, now.Config, desired.Config, SecretMask.ByName).Count == 0;

    private static ConnectorOutcome MovedOn(string name, string movement) => new(name, OutcomeKind.MovedOn,
        [$"It has changed since the plan was made: {movement}. Nothing was written. Another apply may run, or somebody else manages it; run the command again to see what is left to do."]);

    private async Task UpdateAsync(ConnectorChange change, DesiredConnector desired, CancellationToken cancellation)
    {
        if (change.Kind is ChangeKind.Create or ChangeKind.Update)
            await client.PutConfigAsync(desired.Name, desired.Config, cancellation).ConfigureAwait(false);
        if (change.State is { } state)
            await client.EnterAsync(desired.Name, state.To, cancellation).ConfigureAwait(false);
    }

    /// <summary>POST and not PUT: two that create one connector at once cannot both succeed.</summary>
    /// <returns>Null where somebody else made another connector of that name meanwhile.</returns>
    private async Task<IReadOnlyList<string>?> CreateAsync(DesiredConnector desired, CancellationToken cancellation)
    {
        var state = options.ResetOffsets ? ConnectorState.Stopped : desired.State;
        var config = desired.Config.ToDictionary(static entry => entry.Key, static entry => (string?)entry.Value, StringComparer.Ordinal);
        try
        {
            await client.CreateConnectorAsync(new CreateConnectorRequest(desired.Name, config, state?.ToString().ToUpperInvariant()), cancellation).ConfigureAwait(false);
        }
        catch (ConnectException e) when (e.Failure == ConnectFailure.AlreadyExists)
        {
            // Also what a repeat of a request says whose first answer was lost.
            return IsDone(desired, await ActualConnector.ReadAsync(client, desired.Name, cancellation).ConfigureAwait(false)) ? [] : null;
        }
        return options.ResetOffsets
            ? await _offsets.ResetAsync(desired, cancellation).ConfigureAwait(false)
            : await _offsets.TellAsync(desired, cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads the connector again: what a cluster accepts and does not hold is a failure, not a success.</summary>
    private async Task<IReadOnlyList<string>> DifferencesAsync(string name, DesiredConnector? desired, CancellationToken cancellation)
    {
        for (var look = 1; ; look++)
        {
            var differences = Differences(desired, await ActualConnector.ReadAsync(client, name, cancellation).ConfigureAwait(false));
            if (differences.Count == 0 || look >= options.HeldLooks)
                return differences;
            await Task.Delay(options.Poll, time, cancellation).ConfigureAwait(false);
        }
    }

    private static IReadOnlyList<string> Differences(DesiredConnector? desired, ActualConnector? actual) => (desired, actual) switch
    {
        (null, null) => [],
        (null, _) => ["It was deleted, and the cluster still has it."],
        (_, null) => ["It was written, and the cluster does not have it."],
        _ => [.. ConfigComparison.Compare(desired.Name, actual.Config, desired.Config, SecretMask.ByName)
            .Select(static key => $"{key.Key}: it was written, and the cluster holds another value. Does something else manage this connector?")],
    };

    private static OutcomeKind Done(ChangeKind kind) => kind switch
    {
        ChangeKind.Create => OutcomeKind.Created,
        ChangeKind.Delete => OutcomeKind.Deleted,
        ChangeKind.State => OutcomeKind.StateChanged,
        _ => OutcomeKind.Updated,
    };
}
