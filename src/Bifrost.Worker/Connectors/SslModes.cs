using Bifrost.Worker.Routing;

namespace Bifrost.Worker.Connectors;

/// <summary>libpq's <c>sslmode</c> words.</summary>
internal static class SslModes
{
    private static readonly string[] Words = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

    /// <exception cref="ConnectorConfigException">Another word.</exception>
    public static string Check(string key, string mode) => Words.Contains(mode.ToLowerInvariant(), StringComparer.Ordinal)
        ? mode.ToLowerInvariant()
        : throw ConnectorConfigException.Wrong(key, mode, $"value must be one of {string.Join(", ", Words)}.");
}
