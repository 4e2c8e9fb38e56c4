using System.Globalization;

namespace Bifrost.Worker.Connectors;

/// <summary>How the trace of a task that retries begins.</summary>
internal static class RetryText
{
    public static string Of(DateTimeOffset since, string reason) =>
        string.Create(CultureInfo.InvariantCulture, $"Retrying since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z: {reason}");
}
