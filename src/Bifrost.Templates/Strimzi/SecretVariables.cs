using System.Text.RegularExpressions;

namespace Bifrost.Templates.Strimzi;

/// <summary>The variables that a cluster's connectors name, and the secret that each comes from.</summary>
internal static partial class SecretVariables
{
    /// <summary>The secret of what more than one part names, or a converter, which all have.</summary>
    private const string Shared = "shared";

    private static readonly string[] Converters = ["key.converter.", "value.converter.", "header.converter."];

    /// <summary>By the variable's name.</summary>
    public static IReadOnlyList<(string Variable, string Secret)> Of(Deployment deployment)
    {
        var uses = deployment.Connectors.SelectMany(Uses).GroupBy(static use => use.Variable, static use => use.Part, StringComparer.Ordinal);
        return [.. uses.OrderBy(static use => use.Key, StringComparer.Ordinal).Select(use => (use.Key, SecretOf(deployment, [.. use.Distinct(StringComparer.Ordinal)])))];
    }

    private static string SecretOf(Deployment deployment, IReadOnlyList<string> parts)
    {
        var part = parts.Count == 1 ? parts[0] : Shared;
        var secret = ResourceNames.OfSecret(deployment.Topology, part);
        return secret == deployment.Name ? throw StrimziException.UserSecret(part, secret) : secret;
    }

    private static IEnumerable<(string Variable, string Part)> Uses(DeployedConnector connector) => connector.Config.SelectMany(pair =>
    {
        var part = Converters.Any(start => pair.Key.StartsWith(start, StringComparison.Ordinal)) ? Shared : connector.Part;
        return Reference().Matches(pair.Value).Select(match => (Checked(connector.Name, match), part));
    });

    private static string Checked(string connector, Match reference)
    {
        if (reference.Groups["provider"].Value != "env")
            throw StrimziException.ForeignProvider(connector, reference.Value);
        var variable = reference.Groups["rest"].Value;
        return Variable().IsMatch(variable) ? variable : throw StrimziException.BadVariable(connector, variable);
    }

    [GeneratedRegex(@"\$\{(?<provider>[A-Za-z][A-Za-z0-9_-]*):(?<rest>[^}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\A(?!KAFKA_|STRIMZI_)[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Variable();
}
