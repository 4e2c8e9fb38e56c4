using System.Text.RegularExpressions;
using Bifrost.Topology.Reading;
using Bifrost.Topology.Shapes;

namespace Bifrost.Topology.Checks;

/// <summary>Holds a text against its closed set, its pattern and the references that it may hold. A secret is never repeated in a finding.</summary>
internal sealed partial class TextChecker(Findings findings)
{
    public void Check(ScalarNode node, TextShape shape)
    {
        if (node.Text.Length == 0)
            findings.Add(node, "The text is empty.");
        else if (shape.Allowed.Count > 0 && !shape.Allowed.Contains(node.Text))
            findings.Add(node, $"'{node.Text}' is not allowed here. Allowed are {string.Join(", ", shape.Allowed)}.", Spelling.Nearest(node.Text, shape.Allowed));
        else if (shape.Pattern is { } pattern && !Regex.IsMatch(node.Text, pattern))
            findings.Add(node, shape.References == References.Secret ? shape.Rule : $"'{node.Text}' does not fit. {shape.Rule}");
        else if (shape.References == References.Secret && HasDefault(node.Text))
            findings.Add(node, "The default of a reference would be a secret in the file; use ${env:NAME} alone.");
        else if (shape.References == References.Worker && HasDefault(node.Text))
            findings.Add(node, NoDefaults);
    }

    /// <summary>Why a default is wrong in a value that ends up in a connector's configuration.</summary>
    public const string NoDefaults = "The worker resolves this value, and Connect's references have no defaults; use ${env:NAME} and set the variable.";

    public static bool HasDefault(string text) => DefaultedReference().IsMatch(text);

    [GeneratedRegex(@"\$\{env:[^}]*:-")]
    private static partial Regex DefaultedReference();
}
