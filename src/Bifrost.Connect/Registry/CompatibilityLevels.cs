namespace Bifrost.Connect.Registry;

/// <summary>How a new schema must fit those before it, in the API's words.</summary>
public static class CompatibilityLevels
{
    public static IReadOnlyList<string> All { get; } = ["NONE", "BACKWARD", "BACKWARD_TRANSITIVE", "FORWARD", "FORWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE"];
}
