namespace Bifrost.Worker.Validation;

/// <summary>A map as Java prints one, for a message that quotes a configuration; what may be a secret is hidden.</summary>
internal static class JavaMap
{
    private static readonly string[] SecretWords = ["password", "secret", "token", "credential", "url"];

    public static string Print(IReadOnlyDictionary<string, string?> map) =>
        $"{{{string.Join(", ", map.Select(static entry => $"{entry.Key}={(IsSecret(entry.Key) ? KafkaTypes.Hidden : entry.Value ?? "null")}"))}}}";

    private static bool IsSecret(string key) => SecretWords.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase));
}
