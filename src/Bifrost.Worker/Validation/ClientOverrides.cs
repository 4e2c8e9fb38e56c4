using Bifrost.Connect.Contracts;

namespace Bifrost.Worker.Validation;

/// <summary>Keys for Kafka's clients (<c>consumer.override.</c> and its kin). There is no client here; those that are set are listed, with their type checked, as Connect lists them.</summary>
internal static class ClientOverrides
{
    private static readonly string[] Prefixes = ["producer.override.", "consumer.override.", "admin.override."];

    private static readonly Dictionary<string, (string Type, string? Default, string Importance)> Known = new()
    {
        ["max.poll.records"] = ("INT", "500", "MEDIUM"),
        ["max.poll.interval.ms"] = ("INT", "300000", "MEDIUM"),
        ["session.timeout.ms"] = ("INT", "45000", "HIGH"),
        ["fetch.min.bytes"] = ("INT", "1", "HIGH"),
        ["fetch.max.bytes"] = ("INT", "52428800", "MEDIUM"),
        ["fetch.max.wait.ms"] = ("INT", "500", "LOW"),
        ["max.partition.fetch.bytes"] = ("INT", "1048576", "HIGH"),
        ["auto.offset.reset"] = ("STRING", "latest", "MEDIUM"),
        ["isolation.level"] = ("STRING", "read_uncommitted", "MEDIUM"),
        ["metadata.max.age.ms"] = ("LONG", "300000", "LOW"),
        ["group.id"] = ("STRING", null, "HIGH"),
        ["linger.ms"] = ("LONG", "5", "MEDIUM"),
        ["batch.size"] = ("INT", "16384", "MEDIUM"),
        ["compression.type"] = ("STRING", "none", "HIGH"),
        ["acks"] = ("STRING", "all", "LOW"),
        ["max.request.size"] = ("INT", "1048576", "MEDIUM"),
        ["buffer.memory"] = ("LONG", "33554432", "HIGH"),
    };

    public static IEnumerable<ValidationEntry> Of(ResolvedConfig config) => Prefixes.SelectMany(prefix => config.Values
        .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal) && Known.ContainsKey(entry.Key[prefix.Length..]))
        .Select(entry => Entry(entry.Key, entry.Key[prefix.Length..], entry.Value)));

    private static ValidationEntry Entry(string key, string name, string value)
    {
        var (type, otherwise, importance) = Known[name];
        var info = new ConfigKeyInfo(key, type, false, otherwise, importance, "Accepted, and without effect on the embedded worker: it has no Kafka client.", null, -1, "NONE", name, []);
        var fault = KafkaTypes.Fault(type, value.Trim());
        var entry = new ValidationEntry(key, info, fault is null ? KafkaTypes.Shown(type, value) : null);
        if (fault is not null)
            entry.Errors.Add(KafkaTypes.Invalid(value, key, fault));
        return entry;
    }
}
