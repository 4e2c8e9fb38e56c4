using System.Text.RegularExpressions;
using Bifrost.Connect.Plan;

namespace Bifrost.Cli.Import;

/// <summary>Puts a reference where a connector holds a secret as it is, and remembers which variables are to be set for it.</summary>
internal sealed partial class ImportedSecrets
{
    private readonly List<ImportedVariable> _variables = [];

    public IReadOnlyList<ImportedVariable> Variables => _variables;

    /// <summary>The password of a database: the reference that is there, or a new one.</summary>
    public string Password(string part, string connector, string key, string? value) =>
        value is not null && WholeReference().IsMatch(value) ? value : NewReference($"{part}_PASSWORD", connector, key);

    /// <summary>A value as the topology may hold it.</summary>
    public string Safe(string part, string connector, string key, string value, SecretMask mask)
    {
        if (WholeReference().IsMatch(value))
            return value;
        return mask.IsSecret(key) && value.Length > 0
            ? NewReference($"{part}_{key}", connector, key)
            : InUrl().Replace(value, match => match.Groups["before"].Value + NewReference($"{part}_PASSWORD", connector, key));
    }

    /// <summary>The value is a reference that was made for this key.</summary>
    public bool Stands(string connector, string key) => _variables.Exists(one => one.Connector == connector && one.Key == key);

    private string NewReference(string name, string connector, string key)
    {
        var variable = NotInName().Replace(name.ToUpperInvariant(), "_");
        var one = new ImportedVariable(variable, connector, key);
        if (!_variables.Contains(one))
            _variables.Add(one);
        return $"${{env:{variable}}}";
    }

    [GeneratedRegex("[^A-Z0-9_]+")]
    private static partial Regex NotInName();

    [GeneratedRegex(@"^\$\{[a-z]+:[^}]+\}$")]
    private static partial Regex WholeReference();

    [GeneratedRegex(@"(?<before>[?&;](?:ssl)?password=)(?!\$\{)[^&;\s]+|(?<before>://[^/?#\s:@]*:)(?!\$\{)[^@/\s]+(?=@)", RegexOptions.IgnoreCase)]
    private static partial Regex InUrl();
}
