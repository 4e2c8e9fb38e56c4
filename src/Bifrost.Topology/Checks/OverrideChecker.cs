using System.Text.RegularExpressions;
using Bifrost.Topology.Reading;

namespace Bifrost.Topology.Checks;

/// <summary>Checks the connector keys that a source or a target sets itself.</summary>
internal sealed partial class OverrideChecker(Findings findings)
{
    private static readonly string[] Fixed = ["name", "connector.class", "bifrost.topology"];

    public void Check(MapNode node)
    {
        foreach (var entry in node.Entries)
        {
            if (Fixed.Contains(entry.Key))
                findings.Add(entry, $"'{entry.Key}' follows from the rest of the file and cannot be set here.");
            else if (entry.Value is not ScalarNode value)
                findings.Add(entry.Value, $"A text, a number, true or false was expected, not {entry.Value.Kind}; Connect takes lists as texts with commas.");
            else if (!value.IsNull)
                CheckValue(entry.Key, value);
        }
    }

    private void CheckValue(string key, ScalarNode value)
    {
        var secret = SecretKey().IsMatch(key) && !WholeReference().IsMatch(value.Text);
        if (secret || SecretInUrl().IsMatch(value.Text))
            findings.Add(value, "A secret is never written here; use a reference, such as ${env:THOR_PASSWORD}.");
        else if (TextChecker.HasDefault(value.Text))
            findings.Add(value, TextChecker.NoDefaults);
    }

    [GeneratedRegex(@"(^|[._-])(password|secret|token|user\.info|client[._-]secret|jaas\.config)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretKey();

    [GeneratedRegex(@"^\$\{[a-z]+:[^}]+\}$")]
    private static partial Regex WholeReference();

    [GeneratedRegex(@"[?&;]password=(?!\$\{)|://[^/@:\s]+:(?!\$\{)[^/@\s]+@", RegexOptions.IgnoreCase)]
    private static partial Regex SecretInUrl();
}
