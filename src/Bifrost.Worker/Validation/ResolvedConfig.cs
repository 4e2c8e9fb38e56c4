using Bifrost.Connect.Providers;

namespace Bifrost.Worker.Validation;

/// <summary>A submitted configuration with its references resolved, and with what could not be.</summary>
internal sealed class ResolvedConfig
{
    public ResolvedConfig(IReadOnlyDictionary<string, string?> submitted, ReferenceResolver resolver)
    {
        Submitted = submitted;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var unresolved = new List<(string, string)>();
        foreach (var (key, value) in submitted)
        {
            if (value is null)
                continue;
            try
            {
                values[key] = resolver.Resolve(value);
            }
            catch (UnresolvedReferenceException e)
            {
                values[key] = value;
                unresolved.Add((key, $"Invalid value for configuration '{key}': {e.Message}"));
            }
        }

        Values = values;
        Unresolved = unresolved;
    }

    public IReadOnlyDictionary<string, string?> Submitted { get; }

    /// <summary>Resolved where possible; nulls are left out.</summary>
    public IReadOnlyDictionary<string, string> Values { get; }

    public IReadOnlyList<(string Key, string Reason)> Unresolved { get; }

    /// <summary>A value that may stand in a message: what was submitted, a password never.</summary>
    public string? Shown(string key, string type) => type == "PASSWORD" ? KafkaTypes.Hidden : Submitted.GetValueOrDefault(key);
}
