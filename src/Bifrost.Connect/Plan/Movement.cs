namespace Bifrost.Connect.Plan;

/// <summary>What somebody else did to a connector since a plan was made.</summary>
internal static class Movement
{
    /// <param name="planned">As the plan saw it; null where it was not there.</param>
    /// <param name="withState">The plan changes or keeps its state, so that another one matters.</param>
    /// <returns>Null where nothing was done; holds keys and states, no values.</returns>
    public static string? Between(ActualConnector? planned, ActualConnector? now, bool withState) => (planned, now) switch
    {
        (null, null) => null,
        (null, _) => "it is there now",
        (_, null) => "it is gone",
        _ when Keys(planned, now) is { Count: > 0 } keys => $"its {string.Join(", ", keys)} {(keys.Count == 1 ? "is" : "are")} other than before",
        _ when withState && planned.Target != now.Target => States(planned.Target, now.Target),
        _ => null,
    };

    public static string States(Contracts.ConnectorState before, Contracts.ConnectorState now) => $"it was {before.ToString().ToUpperInvariant()} and is {now.ToString().ToUpperInvariant()}";

    private static List<string> Keys(ActualConnector planned, ActualConnector now) =>
        [.. ConfigComparison.Compare(planned.Name, planned.Config, now.Config, SecretMask.ByName).Select(static key => key.Key)];
}
