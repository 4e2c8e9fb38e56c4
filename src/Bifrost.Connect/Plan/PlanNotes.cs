using Bifrost.Connect.Contracts;

namespace Bifrost.Connect.Plan;

/// <summary>Consequences that a change of configuration does not show.</summary>
internal static class PlanNotes
{
    /// <summary>Keys that name where a connector stands; another value starts it anew and leaves the old thing behind.</summary>
    private static readonly string[] IdentityKeys = ["topic.prefix", "slot.name", "publication.name"];

    public static IReadOnlyList<string> For(ChangeKind kind, DesiredConnector? desired, ActualConnector? actual, IReadOnlyList<KeyChange> keys) =>
    [
        .. kind == ChangeKind.Delete
            ? ["Kafka Connect keeps its offsets: a connector of the same name goes on from there, unless `bifrost stop` and `bifrost offsets reset` come first. The embedded worker drops a sink's slot and position with it."]
            : Enumerable.Empty<string>(),
        .. desired is { State: null } && actual is { State: ConnectorState.Paused or ConnectorState.Stopped }
            ? [$"It is {actual.State.Value.ToString().ToUpperInvariant()} and stays so; `bifrost resume {actual.Name}` starts it."]
            : Enumerable.Empty<string>(),
        .. kind == ChangeKind.Update
            ? keys.Where(static key => IdentityKeys.Contains(key.Key)).Select(static key => $"Another {key.Key} starts the source anew, and what the old one named stays behind; the embedded worker refuses another slot.name while sinks hold slots.")
            : [],
    ];
}
