namespace Bifrost.Worker.Routing;

/// <summary>A configuration that passed the checks of its keys cannot be carried out. The message names the key, what is wrong with it, and what to write.</summary>
public sealed class ConnectorConfigException : Exception
{
    private ConnectorConfigException(string message)
        : base(message)
    {
    }

    internal static ConnectorConfigException InvalidExpression(string key, string pattern, string reason) =>
        new($"{key}: '{pattern}' is not a valid regular expression: {reason}");

    internal static ConnectorConfigException UnsupportedExpression(string key, string pattern, string construct) =>
        new($"{key}: '{pattern}' uses {construct}, which the embedded worker's expressions do not have. Write it another way, or run this connector on Kafka Connect.");

    internal static ConnectorConfigException Missing(string key) => new($"{key} is required and has no value.");

    internal static ConnectorConfigException Wrong(string key, string value, string reason) => new($"{key} is '{value}': {reason}");

    internal static ConnectorConfigException Refused(string key, string reason) => new($"{key}: {reason}");
}
